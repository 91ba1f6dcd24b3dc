-- Nothing here is about any child. Who has registered is for those who lead the process, for whoever organises the event,
-- and for the pages that nobody has signed in to and the worker, which read one at a time by a signed link: both ask as nobody.
CREATE OR REPLACE FUNCTION learning_may_see() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('kronobarn.person', true), '') = ''
        OR EXISTS (SELECT FROM public.authorities_assignment a
                   WHERE a.id = nullif(current_setting('kronobarn.assignment', true), '')::bigint
                     AND a.person_id = nullif(current_setting('kronobarn.person', true), '')::bigint
                     AND a.profession = 'process_leader' AND a.since <= public.circles_today()
                     AND (a.until IS NULL OR a.until >= public.circles_today()))
$$;
-- The events that somebody at work has been named the organiser of (kept.py).
CREATE OR REPLACE FUNCTION learning_own_events() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT e.id FROM public.learning_event e
    WHERE e.organiser_id = nullif(current_setting('kronobarn.person', true), '')::bigint
      AND EXISTS (SELECT FROM public.authorities_assignment a
                  WHERE a.id = nullif(current_setting('kronobarn.assignment', true), '')::bigint
                    AND a.person_id = e.organiser_id AND a.since <= public.circles_today()
                    AND (a.until IS NULL OR a.until >= public.circles_today()))
$$;
DO $$
DECLARE
    one text;
    own text;
BEGIN
    FOREACH one IN ARRAY ARRAY['registration', 'choice', 'letter', 'ticket', 'evaluation'] LOOP
        own := CASE WHEN one IN ('choice', 'letter')
            THEN 'registration_id IN (SELECT r.id FROM learning_registration r
                                      WHERE r.event_id IN (SELECT learning_own_events()))'
            ELSE 'event_id IN (SELECT learning_own_events())' END;
        EXECUTE format('ALTER TABLE learning_%s ENABLE ROW LEVEL SECURITY', one);
        EXECUTE format('ALTER TABLE learning_%s FORCE ROW LEVEL SECURITY', one);
        EXECUTE format('DROP POLICY IF EXISTS %s_for_those_who_lead ON learning_%s', one, one);
        EXECUTE format('DROP POLICY IF EXISTS %s_for_organisers ON learning_%s', one, one);
        EXECUTE format('CREATE POLICY %s_for_organisers ON learning_%s FOR ALL USING ((SELECT learning_may_see()) OR %s)',
                       one, one, own);
    END LOOP;
END $$;

-- The places of an event are counted here, in the transaction that takes or gives back one: the row of the event is
-- locked until it ends, and a constraint refuses one too many (event_is_not_overbooked).
CREATE OR REPLACE FUNCTION learning_count_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before int := 0;
    after int := 0;
    changed uuid;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        before := (OLD.standing IN ('place', 'offered'))::int;
        changed := OLD.event_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        after := (NEW.standing IN ('place', 'offered'))::int;
        changed := NEW.event_id;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.event_id <> OLD.event_id THEN
        RAISE EXCEPTION 'a registration does not move to another event' USING ERRCODE = 'check_violation';
    END IF;
    IF before <> after THEN
        UPDATE learning_event SET taken = taken + after - before WHERE id = changed;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER learning_places_are_counted AFTER INSERT OR UPDATE OR DELETE ON learning_registration
    FOR EACH ROW EXECUTE FUNCTION learning_count_places();

CREATE OR REPLACE FUNCTION learning_count_choices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE learning_session s SET taken = s.taken + 1 WHERE s.id = NEW.session_id;
        IF NOT EXISTS (SELECT FROM learning_session s JOIN learning_registration r ON r.event_id = s.event_id
                       WHERE s.id = NEW.session_id AND r.id = NEW.registration_id) THEN
            RAISE EXCEPTION 'a point of the programme is chosen within the event' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE learning_session SET taken = taken - 1 WHERE id = OLD.session_id;
    ELSE
        RAISE EXCEPTION 'a choice is made or taken back, never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER learning_choices_are_counted AFTER INSERT OR UPDATE OR DELETE ON learning_choice
    FOR EACH ROW EXECUTE FUNCTION learning_count_choices();

-- What the public site reads. No figure and nobody's name: how many places are left in a word (as in rules.left).
DROP VIEW IF EXISTS published_events;
CREATE VIEW published_events AS
SELECT e.id, e.kind, e.series, e.title, e.text, e.place, e.starts_at, e.ends_at, e.closes_at, e.published_at,
       e.cancelled_at, e.cancelled_because,
       CASE WHEN e.taken >= e.places THEN 'none'
            WHEN e.places - e.taken <= GREATEST(3, e.places / 10) THEN 'few'
            ELSE 'many' END AS places_left,
       (e.cancelled_at IS NULL AND e.closed_at IS NULL AND e.closes_at > now() AND e.ends_at > now()) AS is_open,
       '/evenemang/' || e.id || '/anmalan/' AS register_at
FROM learning_event e
WHERE e.published_at IS NOT NULL;
