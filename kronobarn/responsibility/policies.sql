-- The baton: seen by whoever sits with the child.
CALL circles_guard_by_child('responsibility_responsibility');
