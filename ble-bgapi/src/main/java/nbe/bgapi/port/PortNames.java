package nbe.bgapi.port;

/** How ports are written. */
public final class PortNames {
    private static final String WINDOWS_DEVICE_PREFIX = "\\\\.\\";

    private PortNames() {}

    /** The name as an operator writes it: {@code \\.\COM10} becomes {@code COM10}, all else stays. */
    public static String bare(String name) {
        return name.startsWith(WINDOWS_DEVICE_PREFIX) ? name.substring(WINDOWS_DEVICE_PREFIX.length()) : name;
    }
}
