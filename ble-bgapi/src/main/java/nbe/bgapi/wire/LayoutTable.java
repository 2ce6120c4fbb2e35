package nbe.bgapi.wire;

import java.util.ArrayList;
import java.util.List;

/** Layouts of one kind, found by class and id without searching. */
final class LayoutTable {
    static final LayoutTable COMMANDS = new LayoutTable(Kind.COMMAND, commandLayouts());
    static final LayoutTable RESPONSES = new LayoutTable(Kind.RESPONSE, responseLayouts());
    static final LayoutTable EVENTS = new LayoutTable(Kind.EVENT, eventLayouts());

    private final Layout[] rows = new Layout[(Header.HIGHEST_CLASS + 1) << 8];

    /** @throws IllegalStateException if two rows have one number: the later one must not win silently */
    LayoutTable(Kind kind, List<Layout> layouts) {
        for (Layout layout : layouts) {
            int key = layout.classId() << 8 | layout.id();
            if (rows[key] != null) {
                throw new IllegalStateException(kind + " class " + layout.classId() + " id " + layout.id() + " is both "
                        + rows[key].name() + " and " + layout.name());
            }
            rows[key] = layout;
        }
    }

    static LayoutTable of(Kind kind) {
        return switch (kind) {
            case COMMAND -> COMMANDS;
            case RESPONSE -> RESPONSES;
            case EVENT -> EVENTS;
        };
    }

    /** The row with {@link Header#key}, or null if there is none. */
    Layout find(int key) {
        return key < rows.length ? rows[key] : null;
    }

    private static List<Layout> commandLayouts() {
        List<Layout> layouts = new ArrayList<>();
        for (Command command : Command.values()) {
            layouts.add(command.request());
        }
        return layouts;
    }

    private static List<Layout> responseLayouts() {
        List<Layout> layouts = new ArrayList<>();
        for (Command command : Command.values()) {
            command.response().ifPresent(layouts::add);
        }
        return layouts;
    }

    private static List<Layout> eventLayouts() {
        List<Layout> layouts = new ArrayList<>();
        for (Event event : Event.values()) {
            layouts.add(event.layout());
        }
        return layouts;
    }
}
