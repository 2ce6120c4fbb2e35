package nbe.fuzz;

import java.util.List;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;

/**
 * Any bytes, then a valid stream. After a pause the framer returns every packet of it. Without a pause, garbage can end like the
 * beginning of a frame, whose rest the framer then takes from the stream, since BGAPI has no checksum: it returns everything after
 * two frames of the greatest length.
 */
public final class FramerGarbageTarget {
    private static final long[] STEP_MILLIS = {0, 1, 20, 260};

    private FramerGarbageTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Input input = new Input(data);
        int flags = input.u8();
        Framer.Direction direction = (flags & 1) == 0 ? Framer.Direction.FROM_DONGLE : Framer.Direction.FROM_HOST;
        boolean pause = (flags & 2) != 0;
        FramerRig rig = new FramerRig(direction, input.u8());
        rig.feed(input.rest(), STEP_MILLIS[flags >> 2 & 3]);
        if (pause) {
            rig.silence();
        }
        int before = rig.packets.size();
        List<Packet> stream = FramerRig.stream(direction);
        rig.feed(FramerRig.encode(stream), 0);
        rig.silence();
        if (pause) {
            Check.equal(stream, rig.packets.subList(before, rig.packets.size()), "the stream behind a pause");
            return;
        }
        List<Packet> tail = stream.subList(firstBehind(stream, 2 * FramerRig.LONGEST_FRAME), stream.size());
        int size = rig.packets.size();
        Check.that(size >= tail.size(), "only " + size + " packets of " + stream.size());
        Check.equal(tail, rig.packets.subList(size - tail.size(), size), "the end of the stream");
    }

    private static int firstBehind(List<Packet> stream, int bytes) {
        int at = 0;
        for (int i = 0; i < stream.size(); i++) {
            if (at >= bytes) {
                return i;
            }
            at += stream.get(i).encode().length;
        }
        return stream.size();
    }
}
