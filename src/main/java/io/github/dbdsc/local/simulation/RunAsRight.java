package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may let a job run as somebody else. Jobs API 2.2: users that are no admins only set their own e-mail address, and a
 * service principal takes the role Service Principal User on it. An admin of the simulated workspace has that role on
 * all service principals; anybody else on those that {@link Caller#mayRunAs} names.
 */
final class RunAsRight {

    private RunAsRight() {}

    /** @throws ApiError 403 when the caller may not let a job run as whom the settings name */
    static void check(Caller caller, ObjectNode settings) {
        Optional<String> named = Stream.of("user_name", "service_principal_name", "group_name")
                .flatMap(field ->
                        Optional.ofNullable(settings.path("run_as").path(field).textValue()).stream())
                .findFirst();
        named.filter(name -> !caller.admin()
                        && !name.equalsIgnoreCase(caller.userName())
                        && !caller.mayRunAs().contains(name))
                .ifPresent(name -> {
                    throw ApiError.permissionDenied(
                            "User " + caller.userName() + " is not allowed to set run_as to " + name + ".");
                });
    }
}
