package io.github.dbdsc.template;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The texts that compiled classes compare with or print. The tables of filters, methods and tests find a function by
 * {@code switch}, so that every name one of them knows is among these.
 */
final class ConstantStrings {

    private ConstantStrings() {}

    /** Returns those of all classes in a package of the program. */
    static Set<String> ofPackage(String name) {
        try {
            Path classes = Path.of(TemplateRenderer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Set<String> strings = new TreeSet<>();
            try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    try (InputStream in = Files.newInputStream(file)) {
                        strings.addAll(ofClass(new DataInputStream(in)));
                    }
                }
            }
            return strings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the constant pool: the Java virtual machine's specification, chapter 4.4. */
    private static Set<String> ofClass(DataInputStream in) throws IOException {
        in.skipNBytes(8);
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        Set<Integer> strings = new TreeSet<>();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 8 -> strings.add(in.readUnsignedShort());
                case 7, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // takes two places
                }
                default -> in.skipNBytes(4);
            }
        }
        Set<String> found = new TreeSet<>();
        strings.forEach(index -> found.add(texts[index]));
        return found;
    }
}
