package legacyshop;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes a file for each order. One that has no address is refused, with the file open. */
final class ReceiptPrinter {

    private final Path folder;

    /** As a program does that keeps its output "for later". */
    private final List<FileOutputStream> unfinished = new ArrayList<>();

    ReceiptPrinter(Path folder) {
        this.folder = folder;
    }

    void print(int order, String address) throws IOException {
        FileOutputStream receipt =
                new FileOutputStream(folder.resolve(order + ".txt").toFile());
        unfinished.add(receipt);
        receipt.write(line(order, address).getBytes(StandardCharsets.UTF_8));
        receipt.close(); // not reached when the order is refused
        unfinished.remove(receipt);
    }

    private static String line(int order, String address) {
        if (address.isEmpty()) {
            throw new IllegalArgumentException("no address in order " + order);
        }
        return "order " + order + " goes to " + address + "\n";
    }

    int forgotten() {
        return unfinished.size();
    }

    void deleteAll() throws IOException {
        try (Stream<Path> receipts = Files.list(folder)) {
            for (Path receipt : receipts.toList()) {
                Files.delete(receipt);
            }
        }
        Files.delete(folder);
    }
}
