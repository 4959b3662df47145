package io.github.dbdsc.reconcile;

import java.util.function.Supplier;

/** Kills a process at one of its calls to the outside: none of its later calls has an effect. */
final class Death extends Border {

    /** Ends a run in a way that the program has no handling for. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1;
    }

    private final int call;
    private final boolean afterEffect;
    private int calls;
    private boolean dead;

    private Death(int call, boolean afterEffect) {
        this.call = call;
        this.afterEffect = afterEffect;
    }

    /** Kills at the n-th call, from 1, before or after its effect. */
    static Death at(int call, boolean afterEffect) {
        return new Death(call, afterEffect);
    }

    /** Never kills, only counts calls. */
    static Death never() {
        return new Death(0, false);
    }

    int calls() {
        return calls;
    }

    @Override
    <T> T cross(Supplier<T> effect) {
        if (dead) {
            throw new Killed();
        }
        calls++;
        if (calls != call) {
            return effect.get();
        }
        if (afterEffect) {
            var unused = effect.get(); // nobody receives the answer
        }
        dead = true;
        throw new Killed();
    }

    /** The dead release nothing. */
    @Override
    void leave(RunLock.Lease lease) {
        if (!dead) {
            lease.close();
        }
    }
}
