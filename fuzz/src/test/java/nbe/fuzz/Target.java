package nbe.fuzz;

import java.util.List;
import nbe.endpoint.AgentRequestTarget;
import nbe.pcsc.UidTarget;
import nbe.recording.CaptureTarget;
import nbe.referenceagent.directory.DirectoryTarget;
import nbe.referenceagent.message.EnvelopeTarget;

/**
 * A fuzz target. Its class has a method {@code fuzzerTestOneInput(byte[])} that throws if its subject breaks a
 * promise; its inputs lie in {@code src/test/resources/corpus/<name>}.
 *
 * @param name the folder, and what {@code -Dnbe.fuzz.target} takes
 */
record Target(String name, Class<?> type, Body body) {
    /** One input. */
    @FunctionalInterface
    interface Body {
        void run(byte[] data) throws Exception;
    }

    static List<Target> all() {
        return List.of(
                new Target("framer-garbage", FramerGarbageTarget.class, FramerGarbageTarget::fuzzerTestOneInput),
                new Target("framer-damage", FramerDamageTarget.class, FramerDamageTarget::fuzzerTestOneInput),
                new Target("packet", PacketTarget.class, PacketTarget::fuzzerTestOneInput),
                new Target("advertisement", AdvertisementTarget.class, AdvertisementTarget::fuzzerTestOneInput),
                new Target("payload", PayloadTarget.class, PayloadTarget::fuzzerTestOneInput),
                new Target("uid", UidTarget.class, UidTarget::fuzzerTestOneInput),
                new Target("agent-request", AgentRequestTarget.class, AgentRequestTarget::fuzzerTestOneInput),
                new Target("config-file", ConfigFileTarget.class, ConfigFileTarget::fuzzerTestOneInput),
                new Target("config-variables", ConfigVariablesTarget.class, ConfigVariablesTarget::fuzzerTestOneInput),
                new Target("envelope", EnvelopeTarget.class, EnvelopeTarget::fuzzerTestOneInput),
                new Target("directory", DirectoryTarget.class, DirectoryTarget::fuzzerTestOneInput),
                new Target("scene", SceneTarget.class, SceneTarget::fuzzerTestOneInput),
                new Target("capture", CaptureTarget.class, CaptureTarget::fuzzerTestOneInput));
    }
}
