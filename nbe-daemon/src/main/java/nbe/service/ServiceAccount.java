package nbe.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The account that the service runs as.
 *
 * @param user its name
 * @param group the service's first group; empty if it is the user's own
 * @param moreGroups groups that the service has beside the user's
 */
public record ServiceAccount(String user, Optional<String> group, List<String> moreGroups) {
    /** Copies the groups. */
    public ServiceAccount {
        moreGroups = List.copyOf(moreGroups);
    }

    /** The account of this machine's service; empty if there is no service, or the system does not report its account. */
    public static Optional<ServiceAccount> ofThisMachine() throws InterruptedException {
        try {
            return ServiceControl.ofThisSystem().account();
        } catch (ServiceFailure noService) {
            return Optional.empty();
        }
    }

    /** The name of the account that this process runs as. */
    public static String own() {
        return System.getProperty("user.name");
    }

    /**
     * The beginning of a command line with which root runs a program with the rights of this account and no others; Linux.
     *
     * @throws ServiceFailure if there is no such account
     */
    public List<String> commandPrefix() throws ServiceFailure, InterruptedException {
        return commandPrefix(SystemCommand.REAL);
    }

    List<String> commandPrefix(SystemCommand command) throws ServiceFailure, InterruptedException {
        List<String> groups = new ArrayList<>(List.of(ask(command, "-G").split(" ")));
        groups.addAll(moreGroups);
        return List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + (group.isPresent() ? group.get() : ask(command, "-g")),
                "--groups=" + String.join(",", groups),
                "--no-new-privs");
    }

    private String ask(SystemCommand command, String what) throws ServiceFailure, InterruptedException {
        SystemCommand.Answer answer = command.run(List.of("id", what, user));
        if (answer.status() != 0) {
            throw new ServiceFailure("the service's account " + user + " cannot be used: " + answer.oneLine());
        }
        return answer.oneLine();
    }
}
