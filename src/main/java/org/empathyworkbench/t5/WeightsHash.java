package org.empathyworkbench.t5;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.Sha256;

/** SHA-256 of a model's weight files, in hexadecimal: identifies the weights that wrote a response, independent of the model's name. */
public final class WeightsHash {
    private static final int CHUNK = 1 << 20;

    private WeightsHash() { }

    /**
     * Of a folder in Hugging Face layout: equal to {@code sha256sum model.safetensors}; of sharded weights, that of the concatenated shards
     * in order of name.
     *
     * @throws UserInputException if the folder contains no weights or they cannot be read
     */
    public static String of(Path folder) {
        List<String> shards = WeightFiles.names(folder).stream().filter(name -> !name.equals(WeightFiles.INDEX)).toList();
        try {
            MessageDigest digest = Sha256.digest();
            byte[] chunk = new byte[CHUNK];
            for (String shard : shards) {
                try (InputStream in = RegularFiles.open(folder.resolve(shard), Long.MAX_VALUE)) {
                    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) digest.update(chunk, 0, n);
                }
            }
            return Sha256.hex(digest.digest());
        } catch (IOException e) {
            throw new UserInputException("The weights in " + folder + " could not be read: "
                    + FileFault.words(e) + ". Nothing was changed. Check that the model still exists.", e);
        }
    }

    /** Of the three networks of a set of identifiers, in the mechanisms' order, joined by "-". */
    public static String ofIdentifiers(Path setFolder) {
        return Arrays.stream(Mechanism.values()).map(mechanism -> of(setFolder.resolve(mechanism.fileName())))
                .collect(Collectors.joining("-"));
    }
}
