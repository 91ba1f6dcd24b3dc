-- No row-level security: nothing here is about any child. What has been written is corrected by a row beside it.
CREATE OR REPLACE TRIGGER implementation_step_stays BEFORE UPDATE ON implementation_steptaken
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('corrected_at', 'corrected_because');
CREATE OR REPLACE TRIGGER implementation_telling_stays BEFORE UPDATE ON implementation_telling
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('corrected_at', 'corrected_because');
