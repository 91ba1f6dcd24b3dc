-- No row-level security: nothing here is about any child, and no answer is anybody's. What has been answered is neither
-- rewritten nor removed: the application has no right to.

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
