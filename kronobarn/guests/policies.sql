CALL circles_guard_by_record('guests_guest');

-- The matter's record may be disclosed to everyone who is asked; who else is asked is for the area that asks.
DROP POLICY IF EXISTS guest_of_those_who_ask ON guests_guest;
CREATE POLICY guest_of_those_who_ask ON guests_guest AS RESTRICTIVE FOR ALL TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM circles_record r JOIN circles_my_seats() s ON s.child_id = r.child_id AND s.area_id = r.owner_id
            WHERE r.child_id = guests_guest.child_id AND r.id = guests_guest.record_id)
);

-- Who asked, as long as an answer is of use: for the page that nobody has signed in to. The key of the link says which.
DROP POLICY IF EXISTS guest_for_the_function ON guests_guest;
CREATE POLICY guest_for_the_function ON guests_guest FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION guests_who_asks(guest uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT g.asked_for_id FROM guests_guest g
            WHERE g.id = guest AND g.answered_at IS NULL AND g.withdrawn_at IS NULL);
END $$;
REVOKE ALL ON FUNCTION guests_who_asks(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guests_who_asks(uuid) TO kronobarn_app;
