-- No row-level security: nothing here is about any child, and all who work in the county read the same. What has been
-- written down about the process is not rewritten and not removed; the application has no right to delete. What is named
-- as an argument may still be filled in, once.
CREATE OR REPLACE FUNCTION programme_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
    after jsonb := to_jsonb(NEW);
    name text;
BEGIN
    FOREACH name IN ARRAY COALESCE(TG_ARGV, '{}') LOOP
        IF COALESCE(before ->> name, '') = '' THEN
            before := before - name;
            after := after - name;
        END IF;
    END LOOP;
    IF before IS DISTINCT FROM after THEN
        RAISE EXCEPTION 'what is written about the process is corrected, never rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER programme_decision_stays BEFORE UPDATE ON programme_bodydecision
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('corrected_at', 'corrected_because');

-- A question that has been answered keeps its words: the answer was given to them. Its last day may move.
CREATE OR REPLACE FUNCTION programme_question_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.title, NEW.text, NEW.applies_to, NEW.document, NEW.asked_on)
        IS DISTINCT FROM (OLD.title, OLD.text, OLD.applies_to, OLD.document, OLD.asked_on)
        AND EXISTS (SELECT FROM programme_awaited a JOIN programme_bodydecision d ON d.awaited_id = a.id
                    WHERE a.question_id = OLD.id) THEN
        RAISE EXCEPTION 'a question that has been answered keeps its words' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER programme_question_stays BEFORE UPDATE ON programme_question
    FOR EACH ROW EXECUTE FUNCTION programme_question_stays();

-- A group's mandates and members are ended once, and corrected by a row beside them.
CREATE OR REPLACE TRIGGER programme_mandate_stays BEFORE UPDATE ON programme_mandate
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('until', 'corrected_at', 'corrected_because');
CREATE OR REPLACE TRIGGER programme_member_stays BEFORE UPDATE ON programme_member
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('until', 'account_id', 'corrected_at', 'corrected_because');
