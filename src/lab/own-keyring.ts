/**
 * Gives the shell that runs it a session keyring of its own. Whoever inherits one can read, and empty, what it holds:
 * tickets, keys of encrypted folders (session-keyring(7)). Both programs do that for the process which starts them.
 */
export const OWN_KEYRING = "{ keyctl new_session || e4crypt new_session; } >/dev/null 2>&1";
