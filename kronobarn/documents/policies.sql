-- Papers: seen with their record, put in by those who work with it. A file is never exchanged: it is taken away.
CALL circles_guard_by_record('documents_document');

CREATE OR REPLACE FUNCTION documents_document_only_goes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    handed CONSTANT text[] := ARRAY['came_from', 'handed_in_by_id', 'handed_in_as', 'handed_in_on'];
BEGIN
    -- Who handed it in may be put right for as long as it is there.
    IF OLD.removed_at IS NULL AND to_jsonb(NEW) - handed = to_jsonb(OLD) - handed
       AND to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD)
    THEN RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - ARRAY['content', 'removed_at', 'removed_by_id', 'removed_because']
       IS DISTINCT FROM to_jsonb(OLD) - ARRAY['content', 'removed_at', 'removed_by_id', 'removed_because']
       OR OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL OR NEW.removed_by_id IS DISTINCT FROM circles_me()
    THEN RAISE EXCEPTION 'a paper is taken away, never exchanged' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER document_only_goes BEFORE UPDATE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_document_only_goes();
