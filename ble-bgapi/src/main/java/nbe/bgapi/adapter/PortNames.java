package nbe.bgapi.adapter;

/** How ports are written. */
final class PortNames {
    private static final String WINDOWS_DEVICE_PREFIX = "\\\\.\\";

    private PortNames() {}

    /** The name as an operator writes it: {@code \\.\COM10} becomes {@code COM10}, all else stays. */
    static String bare(String name) {
        return name.startsWith(WINDOWS_DEVICE_PREFIX) ? name.substring(WINDOWS_DEVICE_PREFIX.length()) : name;
    }
}
