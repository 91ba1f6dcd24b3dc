-- No row-level security: nothing here is about any child (see programme). What has been approved stays as it is: the
-- meeting, what was said, who came, what was decided and who was to do what. Whether a task is done may still be said.
CREATE OR REPLACE FUNCTION group_meetings_approved_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
    meeting uuid := (COALESCE(before, after) ->> TG_ARGV[0])::uuid;
    name text;
BEGIN
    FOREACH name IN ARRAY TG_ARGV[1:] LOOP
        before := before - name;
        after := after - name;
    END LOOP;
    IF before IS DISTINCT FROM after
        AND EXISTS (SELECT FROM group_meetings_groupmeeting m
                    WHERE m.state IN ('approved', 'cancelled')
                      AND (m.id = meeting OR m.id = (after ->> TG_ARGV[0])::uuid)) THEN
        RAISE EXCEPTION 'what has been approved is corrected, never rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE OR REPLACE TRIGGER group_meeting_stays BEFORE UPDATE OR DELETE ON group_meetings_groupmeeting
    FOR EACH ROW EXECUTE FUNCTION group_meetings_approved_stays('id');
CREATE OR REPLACE TRIGGER group_item_stays BEFORE INSERT OR UPDATE OR DELETE ON group_meetings_item
    FOR EACH ROW EXECUTE FUNCTION group_meetings_approved_stays('meeting_id');
CREATE OR REPLACE TRIGGER group_attendance_stays BEFORE INSERT OR UPDATE OR DELETE ON group_meetings_attendance
    FOR EACH ROW EXECUTE FUNCTION group_meetings_approved_stays('meeting_id');
CREATE OR REPLACE TRIGGER group_decision_stays BEFORE INSERT OR UPDATE OR DELETE ON group_meetings_decision
    FOR EACH ROW EXECUTE FUNCTION group_meetings_approved_stays('meeting_id');
CREATE OR REPLACE TRIGGER group_task_stays BEFORE INSERT OR UPDATE OR DELETE ON group_meetings_grouptask
    FOR EACH ROW EXECUTE FUNCTION group_meetings_approved_stays('meeting_id', 'done_on', 'done_by_id');
CREATE OR REPLACE TRIGGER group_publication_stays BEFORE UPDATE ON group_meetings_publication
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('withdrawn_at', 'withdrawn_because');

-- What anybody may read: the copies that are published now, of notes that are approved. Functions, and names only where
-- somebody chose them. It is read with the owner's eyes, so that whoever reads it needs no right to the tables.
CREATE OR REPLACE VIEW published_group_notes WITH (security_barrier) AS
    SELECT p.id, p.group_kind, p.group_name, p.day, p.items, p.present, p.published_at
    FROM group_meetings_publication p
    JOIN group_meetings_groupmeeting m ON m.id = p.meeting_id AND m.state = 'approved'
    WHERE p.withdrawn_at IS NULL;
