package nbe.service;

import java.util.Map;
import java.util.Optional;

/** Error codes of the service control manager, in words for the operator; Windows SDK {@code winerror.h}. */
final class WindowsCode {
    /** ChangeServiceConfig2 on a system that is older than the setting. */
    static final int INVALID_LEVEL = 124;

    static final int SERVICE_ALREADY_RUNNING = 1056;
    static final int SERVICE_DOES_NOT_EXIST = 1060;
    /** While the service starts or stops. */
    static final int SERVICE_CANNOT_ACCEPT_CONTROL = 1061;

    static final int SERVICE_NOT_ACTIVE = 1062;
    static final int SERVICE_SPECIFIC_ERROR = 1066;
    static final int SERVICE_MARKED_FOR_DELETE = 1072;
    static final int SERVICE_EXISTS = 1073;
    static final int SERVICE_NEVER_STARTED = 1077;
    static final int NO_SERVICE_CONTROL_MANAGER = 1063;

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(5, "access is denied: an administrator's rights are needed (\"Run as administrator\")"),
            Map.entry(1053, "the service did not answer in time; its log says how far it got"),
            Map.entry(1057, "there is no such account, or it needs a password, which services.msc takes"),
            Map.entry(1058, "the service is disabled; services.msc or `sc config` changes its start type"),
            Map.entry(NO_SERVICE_CONTROL_MANAGER, "only the service control manager starts this: `nbe service start`"),
            Map.entry(SERVICE_DOES_NOT_EXIST, "the service is not installed: `nbe service install`"),
            Map.entry(
                    SERVICE_CANNOT_ACCEPT_CONTROL, "the service is still starting or stopping; try again in a moment"),
            Map.entry(
                    1069,
                    "its account cannot log on; password and the right \"Log on as a service\" are at services.msc"),
            Map.entry(
                    SERVICE_MARKED_FOR_DELETE,
                    "the service is about to be deleted; close services.msc and event viewers, then try again"),
            Map.entry(1297, "its account lacks a privilege that the service needs"));

    private WindowsCode() {}

    /** For a message: the code with its meaning if it is in this table. */
    static String words(int code) {
        return Optional.ofNullable(WORDS.get(code))
                .map(words -> words + " (error " + code + ")")
                .orElse("error " + code + "; `net helpmsg " + code + "` explains it");
    }
}
