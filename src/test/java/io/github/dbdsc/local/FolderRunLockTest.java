package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.reconcile.RunLockContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderRunLockTest extends RunLockContract {

    private final Path root;

    FolderRunLockTest(@TempDir Path root) {
        this.root = root;
    }

    @Override
    protected RunLock lock() {
        return new FolderRunLock(root);
    }

    @Override
    protected void takeAway(RunLock.Lease lease) throws IOException {
        Files.delete(root.resolve(".dsc/lock"));
    }

    @Test
    void a_lock_file_that_was_replaced_is_no_longer_held() throws Exception {
        try (RunLock.Lease lease = lock().tryAcquire().orElseThrow()) {
            Path other = Files.createFile(root.resolve(".dsc/other"));
            Files.delete(root.resolve(".dsc/lock"));
            Files.move(other, root.resolve(".dsc/lock"));

            assertThat(lease.held()).isFalse();
        }
    }

    @Test
    void another_process_is_refused_even_after_this_one_asked_twice() throws Exception {
        try (RunLock.Lease lease = lock().tryAcquire().orElseThrow()) {
            assertThat(lock().tryAcquire()).isEmpty();

            Process other = anotherProcess();
            assertThat(answer(other)).isEqualTo("refused");
            assertThat(other.waitFor()).isZero();
            assertThat(lease.held()).isTrue();
        }
    }

    @Test
    void a_killed_process_leaves_the_lock_free() throws Exception {
        Process other = anotherProcess();
        assertThat(answer(other)).isEqualTo("held");
        assertThat(lock().tryAcquire()).isEmpty();

        other.destroyForcibly().waitFor();

        try (RunLock.Lease lease = lock().tryAcquire().orElseThrow()) {
            assertThat(lease.held()).isTrue();
        }
    }

    @Test
    void a_missing_folder_is_not_created() {
        Path missing = root.resolve("mistyped");

        assertThatThrownBy(() -> new FolderRunLock(missing).tryAcquire())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not exist");
        assertThat(missing).doesNotExist();
    }

    private Process anotherProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockingProcess.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String answer(Process process) throws IOException {
        return process.inputReader(StandardCharsets.UTF_8).readLine();
    }

    /** Takes a folder's lock, says whether it got it, and keeps it until its input ends. */
    static final class LockingProcess {

        private LockingProcess() {}

        public static void main(String[] args) throws IOException {
            boolean held = new FolderRunLock(Path.of(args[0])).tryAcquire().isPresent();
            System.out.println(held ? "held" : "refused");
            if (held) {
                System.in.readAllBytes();
            }
        }
    }
}
