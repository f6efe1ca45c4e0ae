// PostgreSQL's own client library, as the system has it.
#include <libpq-fe.h>
