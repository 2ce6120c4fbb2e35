package nbe.cli.process;

/** Exit statuses of the program. */
public final class ExitStatus {
    /** Fine, also after SIGTERM or Ctrl-C. */
    public static final int OK = 0;
    /** A failure at run time; of {@code doctor}: something is wrong. */
    public static final int FAILURE = 1;
    /** Bad usage of the command line. */
    public static final int USAGE = 2;
    /** Bad configuration: {@code EX_CONFIG} of sysexits.h. */
    public static final int CONFIGURATION = 78;

    private ExitStatus() {}
}
