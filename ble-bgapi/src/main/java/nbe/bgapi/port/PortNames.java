package nbe.bgapi.port;

/** How ports are written. */
public final class PortNames {
    /** What an operator writes for "every BLED112 that the USB ids show". */
    public static final String AUTO = "auto";

    private static final String WINDOWS_DEVICE_PREFIX = "\\\\.\\";

    private PortNames() {}

    /** The name as an operator writes it: {@code \\.\COM10} becomes {@code COM10}, all else stays. */
    public static String bare(String name) {
        return name.startsWith(WINDOWS_DEVICE_PREFIX) ? name.substring(WINDOWS_DEVICE_PREFIX.length()) : name;
    }
}
