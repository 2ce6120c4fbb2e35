package nbe.cli;

/** Exit statuses of the program. */
final class ExitStatus {
    /** Fine, also after SIGTERM or Ctrl-C. */
    static final int OK = 0;
    /** A failure at run time; of {@code doctor}: something is wrong. */
    static final int FAILURE = 1;
    /** Bad usage of the command line. */
    static final int USAGE = 2;
    /** Bad configuration: {@code EX_CONFIG} of sysexits.h. */
    static final int CONFIGURATION = 78;

    private ExitStatus() {}
}
