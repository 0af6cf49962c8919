"""The permissions, one plain sentence each."""

PERMISSIONS = {
    "thread.see": "Walk the thread from what was said to what was done, and back.",
}
