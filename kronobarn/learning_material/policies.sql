-- Nothing here is about any child. What somebody has read is theirs alone: the database shows a row to nobody else, and
-- counts for those who lead the process.
ALTER TABLE learning_material_reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE learning_material_reading FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS reading_is_ones_own ON learning_material_reading;
CREATE POLICY reading_is_ones_own ON learning_material_reading FOR ALL
    USING (reader_id = nullif(current_setting('kronobarn.person', true), '')::bigint);
DROP POLICY IF EXISTS reading_is_counted ON learning_material_reading;
CREATE POLICY reading_is_counted ON learning_material_reading FOR SELECT TO CURRENT_USER USING (true);

-- How many have read a version: in all, by profession, and by the unit where they read the last of it. Only figures leave,
-- and what is too few is hidden by whoever shows them (core/small_numbers.py). A reading counts from a week that is over.
CREATE OR REPLACE FUNCTION learning_material_counted(of_version uuid, before date)
RETURNS TABLE (kind text, key text, readers bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH parts AS (SELECT p.words FROM learning_material_materialpart p WHERE p.version_id = of_version),
    who AS (
        SELECT r.reader_id, count(*) = (SELECT count(*) FROM parts) AS whole,
               (array_agg(r.unit_id ORDER BY r.read_on DESC, r.id))[1] AS unit_id,
               (array_agg(r.profession ORDER BY r.read_on DESC, r.id))[1] AS profession
        FROM learning_material_reading r JOIN parts t ON t.words = r.words
        WHERE r.read_on < before
          AND EXISTS (SELECT FROM authorities_assignment a
                      WHERE a.id = nullif(current_setting('kronobarn.assignment', true), '')::bigint
                        AND a.person_id = nullif(current_setting('kronobarn.person', true), '')::bigint
                        AND a.profession = 'process_leader' AND a.since <= circles_today()
                        AND (a.until IS NULL OR a.until >= circles_today()))
        GROUP BY r.reader_id)
    SELECT 'all', CASE WHEN w.whole THEN 'whole' ELSE 'begun' END, count(*) FROM who w GROUP BY w.whole
    UNION ALL SELECT 'profession', w.profession, count(*) FROM who w WHERE w.whole GROUP BY w.profession
    UNION ALL SELECT 'unit', w.unit_id::text, count(*) FROM who w WHERE w.whole GROUP BY w.unit_id
$$;
REVOKE ALL ON FUNCTION learning_material_counted(uuid, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION learning_material_counted(uuid, date) TO kronobarn_app;

-- What is published stands. Of a draft everything may change, until it is.
CREATE OR REPLACE FUNCTION learning_material_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published version keeps its words' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE TRIGGER learning_material_version_stays BEFORE UPDATE OR DELETE ON learning_material_materialversion
    FOR EACH ROW EXECUTE FUNCTION learning_material_version_stays();
CREATE OR REPLACE FUNCTION learning_material_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_one uuid := CASE TG_OP WHEN 'INSERT' THEN NULL ELSE OLD.version_id END;
    new_one uuid := CASE TG_OP WHEN 'DELETE' THEN NULL ELSE NEW.version_id END;
BEGIN
    IF EXISTS (SELECT FROM learning_material_materialversion v
               WHERE v.id IN (old_one, new_one) AND v.published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a published version keeps its words' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE TRIGGER learning_material_part_stays BEFORE INSERT OR UPDATE OR DELETE ON learning_material_materialpart
    FOR EACH ROW EXECUTE FUNCTION learning_material_part_stays();

-- What the public site may read: of each material that is shown there the version in use, with what was new in each before
-- it. No author and no reader. The files that go with it are a view of their own, so that a list never carries them.
DROP VIEW IF EXISTS published_material_files;
DROP VIEW IF EXISTS published_material;
CREATE VIEW published_material AS
SELECT DISTINCT ON (v.material_id)
    v.material_id AS id, v.number, v.title, v.about, v.basic, v.for_whom, v.news, v.published_at,
    (SELECT jsonb_agg(jsonb_build_object(
                'number', p.number, 'heading', p.heading, 'text', p.text, 'area_key', p.area_key,
                'file', CASE WHEN f.id IS NOT NULL
                        THEN jsonb_build_object('id', f.id, 'name', f.name, 'form', f.form, 'size', f.size) END)
            ORDER BY p.number)
     FROM learning_material_materialpart p LEFT JOIN learning_material_materialfile f ON f.id = p.file_id
     WHERE p.version_id = v.id) AS parts,
    (SELECT jsonb_agg(jsonb_build_object('number', o.number, 'news', o.news, 'published_at', o.published_at)
            ORDER BY o.number DESC)
     FROM learning_material_materialversion o
     WHERE o.material_id = v.material_id AND o.published_at IS NOT NULL) AS versions
FROM learning_material_materialversion v JOIN learning_material_material m ON m.id = v.material_id
WHERE v.published_at IS NOT NULL AND m.shown_at IS NOT NULL AND m.withdrawn_at IS NULL
ORDER BY v.material_id, v.number DESC;
CREATE VIEW published_material_files AS
SELECT DISTINCT f.id, s.id AS material_id, f.name, f.form, f.content
FROM published_material s
JOIN learning_material_materialversion v ON v.material_id = s.id AND v.number = s.number
JOIN learning_material_materialpart p ON p.version_id = v.id
JOIN learning_material_materialfile f ON f.id = p.file_id;
