package io.github.dbdsc.function;

import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.model.DaemonThread;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Strictness;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Shortens the first invocation of a process, most of which is spent loading classes. Those for TLS and for rendering and
 * checking definitions are loaded by threads of their own, while the storage client is being built and waits for answers.
 * With one processor these threads would only take turns with the invocation, so there are none. Makes no call and keeps
 * nothing. What fails here fails again where it is needed, and is reported there.
 */
final class ColdStart {

    /** Uses what most templates use. */
    private static final List<SourceFile> SAMPLE = List.of(
            file("templates/standard.jinja2", """
                    {% set name = job.name | upper %}
                    {"name": "{{ name }}", "tasks": [
                    {% for task in job.tasks %}{"task_key": {{ task | tojson }}, "notebook_task": {"notebook_path": "/a"}}
                    {%- if not loop.last %},{% endif %}{% endfor %}]}
                    """),
            file("jobs/sample.json", "{\"name\": \"sample\", \"tasks\": [\"a\", \"b\"]}"));

    private ColdStart() {}

    /** Starts the threads and does not wait for them. */
    static void prepare() {
        if (Runtime.getRuntime().availableProcessors() == 1) {
            return;
        }
        start("prepare-rendering", ColdStart::sample);
        start("prepare-tls", ColdStart::trust);
    }

    static DesiredState sample() {
        return DesiredStateReader.read(Snapshot.of(SAMPLE), new RenderCache(Strictness.LENIENT));
    }

    private static void trust() {
        try {
            SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no TLS", e);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = DaemonThread.of(name, work);
        thread.setUncaughtExceptionHandler((where, failure) -> {});
        thread.start();
    }

    private static SourceFile file(String path, String text) {
        return new SourceFile(path, "", text.getBytes(StandardCharsets.UTF_8));
    }
}
