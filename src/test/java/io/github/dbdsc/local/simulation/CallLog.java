package io.github.dbdsc.local.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every request that arrived since the start or the last {@link #reset()}, refused and failed ones included. */
public final class CallLog {

    private final List<ApiCall> calls = new ArrayList<>();
    private final Map<Integer, Integer> answers = new HashMap<>();

    CallLog() {}

    synchronized void arrived(ApiCall call) {
        calls.add(call);
    }

    synchronized void answered(int status) {
        answers.merge(status, 1, Integer::sum);
    }

    /** In the order of arrival. */
    public synchronized List<ApiCall> all() {
        return List.copyOf(calls);
    }

    /** Method and path of each, in the order of arrival. */
    public List<String> lines() {
        return all().stream().map(ApiCall::line).toList();
    }

    public synchronized int count() {
        return calls.size();
    }

    public int count(Operation operation) {
        return (int)
                all().stream().filter(call -> call.operation() == operation).count();
    }

    /** How many asked for a change. */
    public int writes() {
        return (int) all().stream().filter(call -> call.operation().isWrite()).count();
    }

    /** How many were answered with this HTTP status; an answer that was lost on the way counts as 0. */
    public synchronized int answeredWith(int status) {
        return answers.getOrDefault(status, 0);
    }

    public synchronized void reset() {
        calls.clear();
        answers.clear();
    }
}
