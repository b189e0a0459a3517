package org.empathyworkbench.app.inference;

import ai.djl.Device;
import java.nio.file.Path;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.identifier.EmpathyScorer;

/** Loads a model from its folder to a device. Tests replace it to simulate a GPU. */
interface ModelLoader {
    ModelLoader OF_FOLDERS = new ModelLoader() {
        @Override public ResponseGenerator generator(Path folder, Device device) { return ResponseGenerator.load(folder, device); }

        @Override public EmpathyScorer identifiers(Path folder, Device device) { return EmpathyScorer.load(folder, device); }
    };

    ResponseGenerator generator(Path folder, Device device);

    EmpathyScorer identifiers(Path folder, Device device);
}
