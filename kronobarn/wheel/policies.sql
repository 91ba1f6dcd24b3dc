-- A sitting is seen with its record; carried on by those who work with the child, and by whoever began it.
CALL circles_guard_by_record('wheel_sitting');
CALL circles_guard_by_record('wheel_answered');

-- An answer that the child has been through does not move to another area or another sitting.
CREATE OR REPLACE FUNCTION wheel_answered_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.child_id, NEW.record_id, NEW.area_key) IS DISTINCT FROM (OLD.id, OLD.child_id, OLD.record_id, OLD.area_key)
    THEN RAISE EXCEPTION 'an answer stays in its area' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER answered_stays BEFORE UPDATE ON wheel_answered
    FOR EACH ROW EXECUTE FUNCTION wheel_answered_stays();
