package io.github.dbdsc.model;

/** Makes threads that never keep the program from ending. */
public final class DaemonThread {

    private DaemonThread() {}

    /** Returns a thread that is not started yet. */
    public static Thread of(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
