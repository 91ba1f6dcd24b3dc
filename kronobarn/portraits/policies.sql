-- Photographs: one's own, and those of who works with a child that one sits with. Put in and taken away by oneself.
-- A face tells who sits there as a name does: nobody sees one from a seat beside the work, or of who holds one (who
-- noticed something, who opened in an emergency); and the family of nobody who is withheld from them, nor of anybody where
-- somebody's data in the family are protected, the child's or a guardian's: where it was taken may be where they are.
CREATE OR REPLACE FUNCTION portraits_near_me() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.person_id FROM circles_my_seats() s JOIN circles_seat t ON t.child_id = s.child_id
    JOIN people_person p ON p.id = t.person_id
    WHERE t.assignment_id IS NOT NULL AND circles_stands(t.since, t.until) AND NOT p.protected
      AND s.role NOT IN ('notifier', 'emergency') AND t.role NOT IN ('notifier', 'emergency')
      AND (circles_my_assignment() IS NOT NULL
           OR (t.id NOT IN (SELECT w.id FROM circles_seats_withheld_from(circles_me()) w)
               AND EXISTS (SELECT 1 FROM people_child c WHERE c.id = s.child_id AND c.protection = 'none')
               AND NOT EXISTS (SELECT 1 FROM circles_seat f JOIN people_person q ON q.id = f.person_id AND q.protected
                               WHERE f.child_id = s.child_id AND f.assignment_id IS NULL
                                 AND circles_stands(f.since, f.until))))
$$;
REVOKE ALL ON FUNCTION portraits_near_me() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portraits_near_me() TO kronobarn_app;

ALTER TABLE portraits_portrait ENABLE ROW LEVEL SECURITY;
ALTER TABLE portraits_portrait FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portrait_see ON portraits_portrait;
CREATE POLICY portrait_see ON portraits_portrait FOR SELECT TO kronobarn_app USING (
    person_id = circles_me() OR person_id IN (SELECT portraits_near_me()));
DROP POLICY IF EXISTS portrait_add ON portraits_portrait;
CREATE POLICY portrait_add ON portraits_portrait FOR INSERT TO kronobarn_app WITH CHECK (person_id = circles_me());
DROP POLICY IF EXISTS portrait_change ON portraits_portrait;
CREATE POLICY portrait_change ON portraits_portrait FOR UPDATE TO kronobarn_app USING (person_id = circles_me())
    WITH CHECK (person_id = circles_me());
-- What is forgotten of a person is forgotten here too.
DROP POLICY IF EXISTS portrait_for_the_function ON portraits_portrait;
CREATE POLICY portrait_for_the_function ON portraits_portrait FOR ALL TO CURRENT_USER USING (true);
