-- Drafts. The writer alone, in the assignment they wrote in, while they sit with the child.
ALTER TABLE drafts_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE drafts_draft FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS draft_own ON drafts_draft;
CREATE POLICY draft_own ON drafts_draft FOR ALL TO kronobarn_app USING (
    author_id = (SELECT circles_me())
    AND assignment_id IS NOT DISTINCT FROM (SELECT circles_my_assignment())
    AND child_id IN (SELECT circles_my_children())
);
