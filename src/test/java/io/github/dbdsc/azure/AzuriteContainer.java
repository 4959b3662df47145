package io.github.dbdsc.azure;

import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.github.dbdsc.azurite.Azurite;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** A container that only one test uses, and clients for it. */
final class AzuriteContainer {

    private final String name = Azurite.freshContainerName();
    private final BlobContainerClient client = StorageConnection.of(
                    Map.of("JobStore", Azurite.running().connectionString()), "JobStore")
            .container(name);

    AzuriteContainer create() {
        client.create();
        return this;
    }

    /** Returns a client like that of the program. */
    BlobContainerClient client() {
        return client;
    }

    /** Returns a client whose requests the policy sees first. A request that fails is not retried. */
    BlobContainerClient client(HttpPipelinePolicy policy) {
        return builder()
                .connectionString(Azurite.running().connectionString())
                .addPolicy(policy)
                .buildClient();
    }

    /** Returns a client with only these permissions. */
    BlobContainerClient clientWith(BlobContainerSasPermission permissions) {
        String signature = client.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), permissions));
        return builder()
                .endpoint(Azurite.running().blobEndpoint())
                .sasToken(signature)
                .buildClient();
    }

    void put(String blob, byte[] content) {
        client.getBlobClient(blob).upload(BinaryData.fromBytes(content), true);
    }

    byte[] content(String blob) {
        return client.getBlobClient(blob).downloadContent().toBytes();
    }

    private BlobContainerClientBuilder builder() {
        return new BlobContainerClientBuilder()
                .containerName(name)
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.FIXED,
                        1,
                        Duration.ofSeconds(30),
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        null));
    }
}
