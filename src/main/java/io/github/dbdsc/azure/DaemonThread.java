package io.github.dbdsc.azure;

/** Threads that never keep the program from ending. */
final class DaemonThread {

    private DaemonThread() {}

    static Thread of(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
