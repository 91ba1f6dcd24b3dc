-- Two cards about the same child. Nothing is moved: the closed card keeps its seats, records and numbers, and takes no
-- new ones. So nobody comes to see anything by it; the only thing that a reader may lose is the name of a child whose
-- other card is protected.

ALTER TABLE people_samechild ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_samechild FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS same_child_for_the_function ON people_samechild;
CREATE POLICY same_child_for_the_function ON people_samechild FOR SELECT TO CURRENT_USER USING (true);

-- That two cards belong together is known to those who work at both tables, and to nobody else.
DROP POLICY IF EXISTS same_child_see ON people_samechild;
CREATE POLICY same_child_see ON people_samechild FOR SELECT TO kronobarn_app USING (
    child_id IN (SELECT circles_my_tables()) AND kept_id IN (SELECT circles_my_tables())
);

-- It is decided by whoever is responsible for both, and undone by whoever sits at both and is responsible for one.
DROP POLICY IF EXISTS same_child_decide ON people_samechild;
CREATE POLICY same_child_decide ON people_samechild FOR INSERT TO kronobarn_app WITH CHECK (
    decided_by_id = circles_me() AND undone_at IS NULL
    AND (SELECT count(DISTINCT s.child_id) FROM circles_my_seats() s
         WHERE s.role = 'responsible' AND s.child_id IN (people_samechild.child_id, people_samechild.kept_id)) = 2
);
DROP POLICY IF EXISTS same_child_undo ON people_samechild;
CREATE POLICY same_child_undo ON people_samechild FOR UPDATE TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM circles_my_seats() s
            WHERE s.role = 'responsible' AND s.child_id IN (people_samechild.child_id, people_samechild.kept_id))
) WITH CHECK (undone_by_id = circles_me());

CREATE OR REPLACE FUNCTION people_same_child_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - ARRAY['undone_at', 'undone_by_id', 'undone_because']
       IS DISTINCT FROM to_jsonb(OLD) - ARRAY['undone_at', 'undone_by_id', 'undone_because']
       OR OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
    THEN RAISE EXCEPTION 'that two cards are one child is undone, never rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER same_child_only_ends BEFORE UPDATE ON people_samechild
    FOR EACH ROW EXECUTE FUNCTION people_same_child_only_ends();

-- How well a mark protects. One that is not known here protects as any other.
CREATE OR REPLACE FUNCTION people_strength(mark text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE mark WHEN 'none' THEN 0 WHEN 'secrecy_mark' THEN 2 WHEN 'protected_registration' THEN 3
                     WHEN 'fictitious' THEN 4 ELSE 1 END
$$;

-- What must hold when a card is closed. Both are locked first: nobody writes to either, or marks it, meanwhile.
-- (After the row, here and below, so that who may not write it is told no more than that.)
DROP POLICY IF EXISTS matter_for_the_function ON concerns_matter;
CREATE POLICY matter_for_the_function ON concerns_matter FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION people_same_child_is_sound() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM people_child WHERE id IN (NEW.child_id, NEW.kept_id) ORDER BY id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM people_samechild m WHERE m.undone_at IS NULL
               AND (m.child_id = NEW.kept_id OR m.kept_id = NEW.child_id))
    THEN RAISE EXCEPTION 'work goes on with an open card, one step away' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM concerns_matter m WHERE m.child_id = NEW.child_id AND m.closed_at IS NULL)
    THEN RAISE EXCEPTION 'a card with an open matter is not closed' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(*) FROM people_identity i WHERE i.child_id IN (NEW.child_id, NEW.kept_id) AND i.until IS NULL
        AND i.kind = 'personal_number') > 1
       AND (NEW.numbers = '' OR EXISTS (SELECT 1 FROM people_child c WHERE c.id IN (NEW.child_id, NEW.kept_id)
                                        AND c.protection = 'fictitious'))
    THEN RAISE EXCEPTION 'two numbers are two children, or it is said why' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(DISTINCT people_strength(c.protection)) FROM people_child c WHERE c.id IN (NEW.child_id, NEW.kept_id)) > 1
    THEN RAISE EXCEPTION 'the stronger protection comes first' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER same_child_is_sound AFTER INSERT ON people_samechild
    FOR EACH ROW EXECUTE FUNCTION people_same_child_is_sound();

-- A mark on one card is a mark on the other, whoever set it and however; and both logs say so. That it is taken away is
-- said of each card by itself.
CREATE OR REPLACE FUNCTION people_mark_other_cards() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    other uuid;
BEGIN
    FOR other IN
        SELECT c.id FROM people_samechild m
        JOIN people_child c ON c.id = CASE NEW.id WHEN m.child_id THEN m.kept_id ELSE m.child_id END
        WHERE m.undone_at IS NULL AND NEW.id IN (m.child_id, m.kept_id)
          AND people_strength(c.protection) < people_strength(NEW.protection)
        ORDER BY c.id
    LOOP
        UPDATE people_child SET protection = NEW.protection WHERE id = other;
        INSERT INTO audit_logentry (at, kind, person_id, assignment_id, unit_id, child_id, subject, why, detail)
        VALUES (statement_timestamp(), 'protection.marked', circles_me(), circles_my_assignment(),
                (SELECT a.unit_id FROM authorities_assignment a WHERE a.id = circles_my_assignment()), other, '', '',
                jsonb_build_object('mark', NEW.protection, 'household', false));
    END LOOP;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER mark_other_cards AFTER UPDATE OF protection ON people_child
    FOR EACH ROW WHEN (NEW.protection IS DISTINCT FROM OLD.protection AND NEW.protection <> 'none')
    EXECUTE FUNCTION people_mark_other_cards();

-- The closed card takes nothing new -----------------------------------------------------------------

-- Only its baton may be passed, and only to whoever has the baton of the card that is kept.
CREATE OR REPLACE FUNCTION people_closed_card_takes_nothing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    goes_on uuid;
BEGIN
    PERFORM 1 FROM people_child WHERE id = NEW.child_id FOR KEY SHARE;  -- or it could be closed before this is kept
    SELECT m.kept_id INTO goes_on FROM people_samechild m WHERE m.child_id = NEW.child_id AND m.undone_at IS NULL;
    IF goes_on IS NOT NULL AND NOT (
        to_jsonb(NEW) ->> 'ground' IS NOT DISTINCT FROM 'responsibility'  -- a record has none
        AND EXISTS (SELECT 1 FROM circles_seat s WHERE s.child_id = goes_on AND s.role = 'responsible'
                    AND s.assignment_id = (to_jsonb(NEW) ->> 'assignment_id')::bigint AND circles_stands(s.since, s.until)))
    THEN RAISE EXCEPTION 'a closed card takes nothing new' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER closed_card_takes_nothing AFTER INSERT ON circles_seat
    FOR EACH ROW EXECUTE FUNCTION people_closed_card_takes_nothing();
CREATE OR REPLACE TRIGGER closed_card_takes_nothing AFTER INSERT ON circles_record
    FOR EACH ROW EXECUTE FUNCTION people_closed_card_takes_nothing();

-- What the application may ask ----------------------------------------------------------------------

-- Which cards at one's tables are joined with another. That a card is closed is told to those who sit there (all others
-- meet the trigger), and that another was closed for its sake to those who work with both. Mostly there are none.
CREATE OR REPLACE FUNCTION people_joined() RETURNS TABLE (card uuid, closed boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM people_samechild) THEN RETURN; END IF;
    RETURN QUERY SELECT m.child_id, true FROM people_samechild m
    WHERE m.undone_at IS NULL AND m.child_id IN (SELECT circles_my_children())
    UNION ALL
    SELECT m.kept_id, false FROM people_samechild m
    WHERE m.undone_at IS NULL
      AND m.child_id IN (SELECT circles_my_tables()) AND m.kept_id IN (SELECT circles_my_tables());
END $$;
REVOKE ALL ON FUNCTION people_joined() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_joined() TO kronobarn_app;

-- The card that the work goes on with: another, where this one is closed. Asked by staff who have found this one by its
-- number. None where that one is protected, but for those who sit there: it is found by nobody else.
CREATE OR REPLACE FUNCTION people_goes_on_with(card uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    goes_on people_child;
BEGIN
    IF circles_my_assignment() IS NULL THEN RETURN NULL; END IF;
    SELECT c.* INTO goes_on FROM people_samechild m JOIN people_child c ON c.id = m.kept_id
    WHERE m.child_id = card AND m.undone_at IS NULL;
    IF NOT FOUND THEN RETURN card; END IF;
    IF goes_on.protection <> 'none' AND goes_on.id NOT IN (SELECT circles_my_children()) THEN RETURN NULL; END IF;
    RETURN goes_on.id;
END $$;
REVOKE ALL ON FUNCTION people_goes_on_with(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_goes_on_with(uuid) TO kronobarn_app;
