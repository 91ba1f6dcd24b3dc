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

-- Names of people who answered are taken away by functions of the features that keep them, which ask here first: whether
-- two persons have said so and the rule is no shorter than any may be. What ended before the day that is answered may go.
CREATE OR REPLACE TRIGGER programme_name_removal_stays BEFORE UPDATE ON programme_nameremoval
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('removed_at', 'removed_by_id', 'withdrawn_at', 'withdrawn_by_id');
CREATE OR REPLACE TRIGGER programme_name_rule_decision_stays BEFORE UPDATE ON programme_nameruledecision
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('taken_back_at', 'taken_back_by_id');
-- Each of the two says so in their own name.
CREATE OR REPLACE FUNCTION programme_name_removal_is_ones_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> 'kronobarn_app' THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' AND (NEW.proposed_by_id IS DISTINCT FROM circles_me()
                             OR NEW.removed_by_id IS NOT NULL OR NEW.withdrawn_by_id IS NOT NULL)
       OR TG_OP = 'UPDATE' AND (
           (NEW.removed_by_id IS DISTINCT FROM OLD.removed_by_id AND NEW.removed_by_id IS DISTINCT FROM circles_me())
           OR (NEW.withdrawn_by_id IS DISTINCT FROM OLD.withdrawn_by_id AND NEW.withdrawn_by_id IS DISTINCT FROM circles_me()))
    THEN RAISE EXCEPTION 'a removal of names is answered in one''s own name' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER programme_name_removal_is_ones_own BEFORE INSERT OR UPDATE ON programme_nameremoval
    FOR EACH ROW EXECUTE FUNCTION programme_name_removal_is_ones_own();
CREATE OR REPLACE FUNCTION programme_names_may_go(wanted uuid, of_feature text) RETURNS date LANGUAGE plpgsql AS $$
DECLARE
    found programme_nameremoval;
BEGIN
    SELECT * INTO found FROM programme_nameremoval WHERE id = wanted;
    IF found.held IS DISTINCT FROM of_feature OR found.removed_by_id IS NULL OR found.removed_by_id = found.proposed_by_id
       OR found.ended_before > circles_today() - interval '1 year'
    THEN RAISE EXCEPTION 'removal % of names is not approved by two', wanted USING ERRCODE = 'check_violation'; END IF;
    RETURN found.ended_before;
END $$;
REVOKE ALL ON FUNCTION programme_names_may_go(uuid, text) FROM PUBLIC;
