-- Drafts. The writer alone, while they sit with the child.
ALTER TABLE drafts_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE drafts_draft FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS draft_own ON drafts_draft;
CREATE POLICY draft_own ON drafts_draft FOR ALL TO kronobarn_app USING (
    author_id = (SELECT nullif(current_setting('kronobarn.person', true), '')::bigint)
    AND child_id IN (SELECT circles_my_children())
);
