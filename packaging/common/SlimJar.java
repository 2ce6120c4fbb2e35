import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LocalVariableType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the jar of a package from nbe.jar, for one operating system; runs from source, on a JDK of 25 or newer:
 *
 * <pre>java SlimJar.java nbe.jar slim.jar natives/ Linux/x86_64/ com/sun/jna/linux-x86-64/</pre>
 *
 * <ul>
 *   <li>Native libraries: those in the named folders of the jar go into the directory of the third argument, all others go nowhere.
 *   <li>Names and types of local variables, which only a debugger reads, are left out; line numbers, which stack traces need, stay.
 *   <li>Classes of a format before Java 6 are raised to Java 17's, with the stack maps that it wants: the class-data archive of the
 *       JVM does not take them otherwise, and Picocli, which each start goes through, is made of them.
 *   <li>Entries are sorted and carry the time 1980-01-01, so that the same input gives the same bytes.
 * </ul>
 */
final class SlimJar {
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final List<String> NATIVE = List.of(".so", ".dll", ".dylib", ".jnilib", ".a");

    private SlimJar() {}

    public static void main(String... arguments) throws IOException {
        Path out = Path.of(arguments[1]);
        Path natives = Files.createDirectories(Path.of(arguments[2]));
        List<String> wanted = List.of(arguments).subList(3, arguments.length);
        int kept = 0;
        try (ZipFile in = new ZipFile(arguments[0]);
                ZipOutputStream jar = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(out)))) {
            ClassFile classes = classFile(in);
            TreeMap<String, ZipEntry> entries = new TreeMap<>(manifestFirst());
            in.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> entries.put(entry.getName(), entry));
            for (ZipEntry entry : entries.values()) {
                String name = entry.getName();
                byte[] bytes = bytes(in, entry);
                if (NATIVE.stream().anyMatch(name::endsWith)) {
                    if (wanted.stream().anyMatch(name::startsWith)) {
                        Files.write(natives.resolve(name.substring(name.lastIndexOf('/') + 1)), bytes);
                        kept++;
                    }
                    continue;
                }
                put(jar, name, name.endsWith(".class") ? slim(classes, bytes) : bytes);
            }
        }
        if (kept != wanted.size()) {
            System.err.println("SlimJar: " + kept + " native libraries in " + wanted + ", one in each was expected");
            System.exit(1);
        }
    }

    private static Comparator<String> manifestFirst() {
        return Comparator.comparing((String name) -> !name.equals("META-INF/MANIFEST.MF"))
                .thenComparing(Comparator.naturalOrder());
    }

    /** Stack maps are made with the jar's own classes at hand, then with the JDK's. */
    private static ClassFile classFile(ZipFile in) {
        ClassHierarchyResolver own = ClassHierarchyResolver.ofResourceParsing(description -> {
            String name = description.descriptorString();
            ZipEntry entry = in.getEntry(name.substring(1, name.length() - 1) + ".class");
            try {
                return entry == null ? null : in.getInputStream(entry);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return ClassFile.of(
                StackMapsOption.STACK_MAPS_WHEN_REQUIRED,
                ClassFile.ClassHierarchyResolverOption.of(own.orElse(ClassHierarchyResolver.defaultResolver())));
    }

    private static byte[] slim(ClassFile classes, byte[] bytes) {
        ClassModel model = classes.parse(bytes);
        CodeTransform noVariables = (code, element) -> {
            if (!(element instanceof LocalVariable) && !(element instanceof LocalVariableType)) {
                code.with(element);
            }
        };
        boolean old = model.majorVersion() < ClassFile.JAVA_6_VERSION;
        ClassTransform transform = ClassTransform.transformingMethodBodies(noVariables);
        if (old) {
            transform = transform.andThen((builder, element) -> {
                if (element instanceof ClassFileVersion) {
                    builder.withVersion(ClassFile.JAVA_17_VERSION, 0);
                } else {
                    builder.with(element);
                }
            });
        }
        return classes.transformClass(model, transform);
    }

    private static byte[] bytes(ZipFile in, ZipEntry entry) throws IOException {
        try (InputStream stream = in.getInputStream(entry)) {
            return stream.readAllBytes();
        }
    }

    private static void put(ZipOutputStream jar, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        jar.putNextEntry(entry);
        jar.write(bytes);
        jar.closeEntry();
    }
}
