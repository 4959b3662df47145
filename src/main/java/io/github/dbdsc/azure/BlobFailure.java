package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import io.github.dbdsc.model.StoreException;

/** Explains to the user why a call of blob storage failed. Never quotes what the service answered. */
final class BlobFailure {

    private BlobFailure() {}

    /**
     * Turns a failure of the client library into ours.
     *
     * @param doing what was attempted, to follow "Can't": {@code write blob 'lock'}
     */
    static StoreException of(String doing, BlobContainerClient container, RuntimeException failure) {
        return new StoreException(
                "Can't %s in container '%s' of storage account '%s': %s"
                        .formatted(
                                doing,
                                container.getBlobContainerName(),
                                container.getAccountName(),
                                why(container, failure)),
                failure);
    }

    /** Returns whether the service answered with this error. */
    static boolean is(BlobStorageException failure, BlobErrorCode code) {
        return code.equals(failure.getErrorCode());
    }

    private static String why(BlobContainerClient container, RuntimeException failure) {
        if (failure instanceof BlobStorageException answered) {
            return "HTTP " + answered.getStatusCode() + " " + answered.getErrorCode() + ". "
                    + advice(container, answered);
        }
        if (FailureCause.isMissingToken(failure)) {
            return "no token for it. Check that the function app has the managed identity that its connection setting"
                    + " names, or, on your own machine, log in with 'az login'.";
        }
        return FailureCause.network(failure)
                .map(trouble -> "it could not be reached (" + trouble
                        + "). Check the address in the connection setting and the account's firewall, or try again"
                        + " later.")
                .orElseGet(() -> "the request failed (" + failure.getClass().getSimpleName()
                        + "). Check the connection setting, or try again later.");
    }

    private static String advice(BlobContainerClient container, BlobStorageException answered) {
        if (is(answered, BlobErrorCode.CONTAINER_NOT_FOUND)) {
            return "Create it: az storage container create --auth-mode login --account-name "
                    + container.getAccountName() + " --name " + container.getBlobContainerName();
        }
        return switch (answered.getStatusCode()) {
            case 401, 403 ->
                "Where the connection setting is a connection string, check its key; where it is an address, give the"
                        + " identity the role 'Storage Blob Data Owner' on the storage account. Check the account's"
                        + " firewall too.";
            case 404 -> "Check the address in the connection setting.";
            default -> "Try again later.";
        };
    }
}
