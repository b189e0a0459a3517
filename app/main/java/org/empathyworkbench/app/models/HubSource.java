package org.empathyworkbench.app.models;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.empathyworkbench.hub.DownloadListener;
import org.empathyworkbench.hub.HubId;
import org.empathyworkbench.hub.HubSettings;
import org.empathyworkbench.modelimport.HubImport;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.Workspace;

/** Engine operations of the download dialog. */
public interface HubSource {
    /** Whether offline; a model may still be in the download cache. */
    boolean offline();

    /** As {@link HubImport#look}. */
    HubImport.Plan look(HubId id, String tokenizer, BooleanSupplier cancelled);

    /** As {@link HubImport#store}. */
    ModelInfo store(HubImport.Plan plan, String name, DownloadListener listener, BooleanSupplier cancelled);

    /** As {@link HubImport#discard}. */
    void discard(HubImport.Plan plan);

    /** As {@link HubImport#storeOffline}. */
    ModelInfo storeOffline(HubId id, String name);

    /** The hub with the current settings. */
    static HubSource of(Workspace workspace, Supplier<HubSettings> settings) {
        return new HubSource() {
            @Override public boolean offline() { return settings.get().offline(); }

            @Override public HubImport.Plan look(HubId id, String tokenizer, BooleanSupplier cancelled) {
                return new HubImport(workspace, settings.get()).look(id, tokenizer, cancelled);
            }

            @Override public ModelInfo store(HubImport.Plan plan, String name, DownloadListener listener, BooleanSupplier cancelled) {
                return new HubImport(workspace, settings.get()).store(plan, name, listener, cancelled);
            }

            @Override public void discard(HubImport.Plan plan) { new HubImport(workspace, settings.get()).discard(plan); }

            @Override public ModelInfo storeOffline(HubId id, String name) {
                return new HubImport(workspace, settings.get()).storeOffline(id, name);
            }
        };
    }
}
