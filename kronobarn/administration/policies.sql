-- What the database holds of administration: an administrator writes assignments of their own organisation, to others
-- than themselves, and learns of the baton only whether there is one.

CREATE OR REPLACE FUNCTION administration_organisation_of(of_unit bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT ar.organisation_id
    FROM public.authorities_unit u JOIN public.authorities_secrecyarea ar ON ar.id = u.area_id
    WHERE u.id = of_unit
$$;

-- The organisation that whoever asks administers, in the assignment they act in.
CREATE OR REPLACE FUNCTION administration_my_organisation() RETURNS bigint LANGUAGE sql STABLE AS
    $$ SELECT public.administration_organisation_of(public.circles_my_unit('administrator')) $$;

-- Whether the holder of an assignment of the organisation has the baton for anybody. Yes or no: not for whom, not how
-- many. It runs as the owner of the tables, who may read the baton (workload/policies.sql).
CREATE OR REPLACE FUNCTION administration_must_hand_over(of_assignment bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM responsibility_responsibility r JOIN authorities_assignment a ON a.id = r.holder_id
        WHERE r.holder_id = of_assignment AND r.until IS NULL
          AND administration_organisation_of(a.unit_id) = administration_my_organisation())
$$;
REVOKE ALL ON FUNCTION administration_must_hand_over(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION administration_must_hand_over(bigint) TO kronobarn_app;

-- Whether anybody in a unit of the organisation has the baton for somebody. Yes or no here as well.
CREATE OR REPLACE FUNCTION administration_unit_is_responsible(of_unit bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM responsibility_responsibility r
        WHERE r.unit_id = of_unit AND r.until IS NULL
          AND administration_organisation_of(of_unit) = administration_my_organisation())
$$;
REVOKE ALL ON FUNCTION administration_unit_is_responsible(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION administration_unit_is_responsible(bigint) TO kronobarn_app;

-- Units of the organisation with batons that nobody can hold, and no manager who can ask for them: which units, and
-- nothing of children, how many either.
DROP FUNCTION IF EXISTS administration_left_without_a_manager();
CREATE OR REPLACE FUNCTION administration_left_without_a_manager() RETURNS TABLE (unit bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT r.unit_id FROM responsibility_responsibility r
    WHERE r.until IS NULL AND responsibility_is_gone(r.holder_id)
      AND administration_organisation_of(r.unit_id) = administration_my_organisation()
      AND NOT EXISTS (SELECT 1 FROM people_samechild m WHERE m.child_id = r.child_id AND m.undone_at IS NULL)
      AND NOT EXISTS (
          SELECT 1 FROM authorities_assignment a
          WHERE a.unit_id = r.unit_id AND a.role = 'manager' AND NOT responsibility_is_gone(a.id)
            AND a.since <= circles_today())
$$;
REVOKE ALL ON FUNCTION administration_left_without_a_manager() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION administration_left_without_a_manager() TO kronobarn_app;

-- Units that somebody renames or closes in their own name. New ones come with the county's files.
CREATE OR REPLACE FUNCTION administration_guards_units() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF circles_me() IS NULL THEN
        IF TG_OP = 'UPDATE' AND OLD.active AND NOT NEW.active
           AND EXISTS (SELECT FROM responsibility_units_that_hold() held WHERE held = NEW.key)
        THEN RAISE EXCEPTION 'a unit is closed with nothing left' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' OR administration_my_organisation() IS DISTINCT FROM administration_organisation_of(NEW.id)
    THEN RAISE EXCEPTION 'a unit is changed by an administrator of the organisation' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF to_jsonb(NEW) - ARRAY['name', 'active'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['name', 'active']
        OR (NEW.active AND NOT OLD.active)
        OR (OLD.active AND NOT NEW.active AND administration_unit_is_responsible(NEW.id))
    THEN RAISE EXCEPTION 'a unit is renamed, or closed with nothing left' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER administration_guards_units BEFORE INSERT OR UPDATE ON authorities_unit
    FOR EACH ROW EXECUTE FUNCTION administration_guards_units();

-- Assignments that somebody gives or ends in their own name. The system itself (the command line, the county's files)
-- asks as nobody. A trigger, and no policy: everyone reads this table in each request.
CREATE OR REPLACE FUNCTION administration_guards_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF circles_me() IS NULL THEN RETURN NEW; END IF;
    IF administration_my_organisation() IS DISTINCT FROM administration_organisation_of(NEW.unit_id)
        OR NEW.person_id = circles_me()
    THEN RAISE EXCEPTION 'an assignment is given by an administrator of the organisation, to somebody else'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'until' IS DISTINCT FROM to_jsonb(OLD) - 'until'
    THEN RAISE EXCEPTION 'an assignment is ended, and not rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER administration_guards_assignments BEFORE INSERT OR UPDATE ON authorities_assignment
    FOR EACH ROW EXECUTE FUNCTION administration_guards_assignments();
