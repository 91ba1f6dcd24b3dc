-- No row-level security: nothing here is about any child, and no answer is anybody's. What has been answered is neither
-- rewritten nor removed: the application has no right to. Only who said it goes, after its time (below).

-- What is asked stands from the first round on: rounds are compared, so that all were asked the same.
CREATE OR REPLACE FUNCTION surveys_question_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM surveys_round r
               WHERE r.survey_id = CASE TG_OP WHEN 'DELETE' THEN OLD.survey_id ELSE NEW.survey_id END) THEN
        RAISE EXCEPTION 'what a survey has asked stays as it was' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE TRIGGER surveys_question_stays BEFORE INSERT OR UPDATE OR DELETE ON surveys_question
    FOR EACH ROW EXECUTE FUNCTION surveys_question_stays();
CREATE OR REPLACE FUNCTION surveys_survey_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) AND EXISTS (SELECT FROM surveys_round r WHERE r.survey_id = OLD.id) THEN
        RAISE EXCEPTION 'what a survey has asked stays as it was' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER surveys_survey_stays BEFORE UPDATE ON surveys_survey
    FOR EACH ROW EXECUTE FUNCTION surveys_survey_stays();

-- An anonymous answer says nothing of who gave it.
CREATE OR REPLACE FUNCTION surveys_reply_is_nobodys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.who <> '' AND (SELECT s.anonymous FROM surveys_round r JOIN surveys_survey s ON s.id = r.survey_id
                          WHERE r.id = NEW.round_id) THEN
        RAISE EXCEPTION 'an anonymous answer is nobody''s' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER surveys_reply_is_nobodys BEFORE INSERT ON surveys_reply
    FOR EACH ROW EXECUTE FUNCTION surveys_reply_is_nobodys();

-- Names in surveys that are not anonymous: how many of those whose round closed before a day, and their removal.
CREATE OR REPLACE FUNCTION surveys_names_held(before date) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT count(*) FROM (SELECT DISTINCT p.round_id, p.who FROM surveys_reply p JOIN surveys_round r ON r.id = p.round_id
                          WHERE p.who <> '' AND r.closes_on < before) one;
$$;
CREATE OR REPLACE FUNCTION surveys_forget_names(removal uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before date := programme_names_may_go(removal, 'surveys');
    gone bigint := surveys_names_held(before);
BEGIN
    UPDATE surveys_reply p SET who = '' FROM surveys_round r
    WHERE r.id = p.round_id AND p.who <> '' AND r.closes_on < before;
    RETURN gone;
END $$;
REVOKE ALL ON FUNCTION surveys_forget_names(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION surveys_forget_names(uuid) TO kronobarn_app;
