"""What was published before: saved pages and newsletters are read, and proposed to the editor one by one."""
