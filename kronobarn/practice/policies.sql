-- What a version of the practice model says never changes, and a day that has come is not moved: every record that was
-- written under it is read with its words. Nothing can be deleted either; the application has no right to.
CREATE OR REPLACE FUNCTION practice_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.version, NEW.county, NEW.content, NEW.digest, NEW.loaded_at)
        IS DISTINCT FROM (OLD.version, OLD.county, OLD.content, OLD.digest, OLD.loaded_at) THEN
        RAISE EXCEPTION 'a version of the practice model does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.in_force_from <= public.circles_today()
        AND NEW.in_force_from IS DISTINCT FROM OLD.in_force_from THEN
        RAISE EXCEPTION 'a version of the practice model that has begun keeps its day' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER practice_version_stays BEFORE UPDATE ON practice_version
    FOR EACH ROW EXECUTE FUNCTION practice_version_stays();

-- What the public site may read: the version in force today. The model is the county's, and tells of nobody.
CREATE OR REPLACE VIEW published_practice AS
    SELECT version, county, in_force_from, content
    FROM practice_version
    WHERE in_force_from <= (now() AT TIME ZONE 'Europe/Stockholm')::date
    ORDER BY in_force_from DESC
    LIMIT 1;
