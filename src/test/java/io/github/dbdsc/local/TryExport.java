package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.export.learn.HiddenTemplates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** args: folder, count or json file with jobs (a list of settings), more export options. */
public class TryExport {
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        try (CommandLineUnderTest line = new CommandLineUnderTest(folder)) {
            if (args[1].endsWith(".json")) {
                new JsonMapper().readTree(Path.of(args[1]).toFile()).forEach(job -> {
                    try { line.workspace().jobs().put("someone@example.com", (ObjectNode) job); } catch (RuntimeException e) { System.out.println(e.getMessage()); }
                });
            } else {
                new HiddenTemplates(1).jobs(Integer.parseInt(args[1])).forEach(job -> line.workspace().jobs().put("someone@example.com", job));
            }
            List<String> arguments = new ArrayList<>(List.of("export", "--folder", folder.resolve("out").toString()));
            for (int i = 2; i < args.length; i++) arguments.add(args[i]);
            long t = System.nanoTime();
            System.out.println(line.runAnywhere(arguments.toArray(String[]::new)) + " in " + (System.nanoTime() - t) / 1000000);
            System.out.println(line.out() + line.err());
            System.out.println(line.runAnywhere("plan", "--folder", folder.resolve("out").toString()));
            System.out.println((line.out() + line.err()).lines().filter(l -> l.contains("Plan") || l.contains("rror") || l.contains("    ") && !l.contains("tags.dsc")).limit(40).collect(java.util.stream.Collectors.joining("\n")));
        }
    }
}
