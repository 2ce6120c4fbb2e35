package nbe.cli;

import nbe.version.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, its Java and its platform, for {@code --version}. */
public final class Version implements IVersionProvider {
    /** For Picocli. */
    public Version() {}

    /** The version alone, as in {@code 1.2.3}. */
    public static String number() {
        return ProgramVersion.number();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"nbe " + number(), "Java " + Runtime.version() + ", " + platform()};
    }

    /** Operating system, its version and the processor, as in {@code Linux 6.1.0 amd64}. */
    public static String platform() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }
}
