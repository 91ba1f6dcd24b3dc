-- No row-level security: nothing here is about any child. Staff read the rounds, and who leads the process the answers,
-- which the application's policy says. What has been written is not rewritten, and nothing but a draft's parts is removed.
CREATE OR REPLACE TRIGGER consultation_answer_stays BEFORE UPDATE ON consultation_answer
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('replaced_by_id');
-- Only whose name it was goes, after its time (below): the application itself cannot.
CREATE OR REPLACE TRIGGER consultation_submission_stays BEFORE UPDATE ON consultation_submission
    FOR EACH ROW WHEN (current_user = 'kronobarn_app' OR NEW.name_removed_on IS NULL)
    EXECUTE FUNCTION programme_is_not_rewritten('taken_back_at');
CREATE OR REPLACE TRIGGER consultation_reply_stays BEFORE UPDATE ON consultation_reply
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('replaced_at');
CREATE OR REPLACE TRIGGER consultation_link_stays BEFORE UPDATE ON consultation_link
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('revoked_at');

-- What organisations have been asked stands as they were asked it: once a round is sent, its parts are neither changed, added
-- nor removed. Its days may move.
CREATE OR REPLACE FUNCTION consultation_sent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_round uuid;
BEGIN
    IF TG_TABLE_NAME = 'consultation_section' THEN
        of_round := CASE TG_OP WHEN 'DELETE' THEN OLD.round_id ELSE NEW.round_id END;
    ELSE
        SELECT s.round_id INTO of_round FROM consultation_section s
        WHERE s.id = CASE TG_OP WHEN 'DELETE' THEN OLD.section_id ELSE NEW.section_id END;
    END IF;
    IF EXISTS (SELECT FROM consultation_round r WHERE r.id = of_round AND r.sent_at IS NOT NULL) THEN
        RAISE EXCEPTION 'what has been sent for consultation stays as it was' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE TRIGGER consultation_section_stays BEFORE INSERT OR UPDATE OR DELETE ON consultation_section
    FOR EACH ROW EXECUTE FUNCTION consultation_sent_stays();
CREATE OR REPLACE TRIGGER consultation_question_stays BEFORE INSERT OR UPDATE OR DELETE ON consultation_question
    FOR EACH ROW EXECUTE FUNCTION consultation_sent_stays();

CREATE OR REPLACE FUNCTION consultation_round_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sent_at IS NOT NULL AND (NEW.title, NEW.about, NEW.version_id, NEW.document, NEW.address, NEW.sent_at)
        IS DISTINCT FROM (OLD.title, OLD.about, OLD.version_id, OLD.document, OLD.address, OLD.sent_at) THEN
        RAISE EXCEPTION 'what has been sent for consultation stays as it was' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER consultation_round_stays BEFORE UPDATE ON consultation_round
    FOR EACH ROW EXECUTE FUNCTION consultation_round_stays();

-- What the public site may tell of rounds, by its own database role: what is asked from the day it opens; once the
-- compilation is published the answers of those organisations that have agreed to be shown, with what was replied to them
-- or to all; and what was adopted. Nobody's name, no address, no key.
DROP VIEW IF EXISTS published_consultations;
CREATE VIEW published_consultations AS
WITH today AS (SELECT (now() AT TIME ZONE 'Europe/Stockholm')::date AS day),
shown AS (
    SELECT i.id, i.round_id, i.name FROM consultation_invitation i
    JOIN consultation_submission s ON s.invitation_id = i.id AND s.taken_back_at IS NULL AND s.may_be_shown)
SELECT r.id, r.title, r.about, r.document, r.address, r.version_id AS version, r.opens_on, r.closes_on,
    CASE WHEN a.id IS NOT NULL THEN 'adopted' WHEN r.published_at IS NOT NULL THEN 'published'
         WHEN t.day > r.closes_on THEN 'closed' ELSE 'open' END AS state,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('heading', s.heading, 'text', s.text, 'questions',
        (SELECT coalesce(jsonb_agg(jsonb_build_object('text', q.text, 'asks', q.asks,
            'answers', CASE WHEN r.published_at IS NULL THEN '[]'::jsonb ELSE
                (SELECT coalesce(jsonb_agg(jsonb_build_object('organisation', o.name, 'choice', w.choice,
                    'text', w.text, 'proposed', w.proposed) ORDER BY o.name), '[]'::jsonb)
                 FROM consultation_answer w JOIN shown o ON o.id = w.invitation_id
                 WHERE w.question_id = q.id AND w.replaced_by_id IS NULL
                   AND (w.choice <> '' OR w.text <> '' OR w.proposed <> '')) END,
            'replies', CASE WHEN r.published_at IS NULL THEN '[]'::jsonb ELSE
                (SELECT coalesce(jsonb_agg(jsonb_build_object('organisation', o.name, 'text', p.text,
                    'change', p.change) ORDER BY o.name NULLS FIRST), '[]'::jsonb)
                 FROM consultation_reply p LEFT JOIN shown o ON o.id = p.invitation_id
                 WHERE p.question_id = q.id AND p.replaced_at IS NULL
                   AND (p.invitation_id IS NULL OR o.id IS NOT NULL)) END
            ) ORDER BY q.number), '[]'::jsonb) FROM consultation_question q WHERE q.section_id = s.id)
        ) ORDER BY s.number), '[]'::jsonb) FROM consultation_section s WHERE s.round_id = r.id) AS sections,
    a.decided_on, a.document AS decision, a.version_id AS adopted_version, a.in_force_from,
    a.new_document AS adopted_document, a.new_address AS adopted_address
FROM consultation_round r CROSS JOIN today t LEFT JOIN consultation_adoption a ON a.round_id = r.id
WHERE r.sent_at IS NOT NULL AND r.withdrawn_at IS NULL AND r.opens_on <= t.day;
REVOKE ALL ON published_consultations FROM PUBLIC;

-- Names of those who write and hand in: how many of the rounds that were all over before a day, and their removal. All over
-- is when nobody may answer any more and it is published, adopted or withdrawn as far as it will be: the last of those days.
CREATE OR REPLACE FUNCTION consultation_over_before(before date) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT i.id FROM consultation_invitation i JOIN consultation_round r ON r.id = i.round_id
    LEFT JOIN consultation_adoption a ON a.round_id = r.id
    WHERE greatest(r.closes_on, circles_day(r.published_at), circles_day(r.withdrawn_at), circles_day(a.written_at),
                   (SELECT max(o.until) FROM consultation_invitation o WHERE o.round_id = r.id)) < before;
$$;
CREATE OR REPLACE FUNCTION consultation_names_held(before date) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT (SELECT count(*) FROM consultation_writer w WHERE w.name <> '' AND w.invitation_id IN (SELECT consultation_over_before(before)))
         + (SELECT count(*) FROM consultation_submission s WHERE s.name <> '' AND s.invitation_id IN (SELECT consultation_over_before(before)));
$$;
CREATE OR REPLACE FUNCTION consultation_forget_names(removal uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before date := programme_names_may_go(removal, 'consultation');
    gone bigint := consultation_names_held(before);
BEGIN
    UPDATE consultation_writer SET name = '', name_removed_on = circles_today()
    WHERE name <> '' AND invitation_id IN (SELECT consultation_over_before(before));
    UPDATE consultation_submission SET name = '', name_removed_on = circles_today()
    WHERE name <> '' AND invitation_id IN (SELECT consultation_over_before(before));
    RETURN gone;
END $$;
REVOKE ALL ON FUNCTION consultation_forget_names(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consultation_forget_names(uuid) TO kronobarn_app;
