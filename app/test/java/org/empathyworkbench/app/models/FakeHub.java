package org.empathyworkbench.app.models;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.hub.Checksum;
import org.empathyworkbench.hub.DownloadListener;
import org.empathyworkbench.hub.HubFile;
import org.empathyworkbench.hub.HubId;
import org.empathyworkbench.hub.HubListing;
import org.empathyworkbench.modelimport.HubImport;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;

/** A hub that has google/flan-t5-small and no other model; a download stands still at a third until it is told to go on or is cancelled. */
final class FakeHub implements HubSource {
    final CountDownLatch goOn = new CountDownLatch(1);
    volatile long present;
    volatile boolean offline;
    volatile boolean cancelled;
    volatile String storedAs = "";

    @Override public boolean offline() { return offline; }

    @Override public HubImport.Plan look(HubId id, String tokenizer, BooleanSupplier stop) {
        if (!id.name().equals("flan-t5-small"))
            throw new UserInputException("huggingface.co has no model " + id
                    + ", or it is private and the hub does not say so. Nothing was downloaded. Check the id.");
        List<HubFile> files = List.of(file("config.json", 1_404, Checksum.Kind.GIT_BLOB, 40),
                file("generation_config.json", 147, Checksum.Kind.GIT_BLOB, 40), file("tokenizer.json", 2_424_064,
                        Checksum.Kind.GIT_BLOB, 40), file("model.safetensors", 307_867_048, Checksum.Kind.SHA_256, 64));
        HubListing listing = new HubListing(id, "0fc9ddf78a1e988dac52e2dac162b0ede4fd74ab", "apache-2.0", false, files);
        return new HubImport.Plan(listing, files, Optional.empty(), HubListing.bytes(files), present);
    }

    private static HubFile file(String name, long bytes, Checksum.Kind kind, int digits) {
        return new HubFile(name, bytes, new Checksum(kind, "7".repeat(digits)));
    }

    @Override public ModelInfo store(HubImport.Plan plan, String name, DownloadListener listener, BooleanSupplier stop) {
        listener.at(plan.bytes() / 3, plan.bytes(), "model.safetensors");
        try {
            while (!goOn.await(20, TimeUnit.MILLISECONDS)) {
                if (stop.getAsBoolean()) {
                    cancelled = true;
                    throw new CancellationException("Cancelled.");
                }
            }
        } catch (InterruptedException e) {
            throw new CancellationException("Cancelled.");
        }
        storedAs = name;
        return ModelInfo.of(name, ModelKind.GENERATOR, "the hub", 76_961_152);
    }

    @Override public void discard(HubImport.Plan plan) { present = 0; }

    @Override public ModelInfo storeOffline(HubId id, String name) {
        storedAs = name + " offline";
        return ModelInfo.of(name, ModelKind.GENERATOR, "this machine", 5);
    }
}
