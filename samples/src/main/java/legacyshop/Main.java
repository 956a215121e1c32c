package legacyshop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A shop that was written long ago and knows nothing of profiles: only the agent can tell what it leaks. */
public final class Main {

    private static final int ORDERS = 100;

    private Main() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("receipts");
        ReceiptPrinter printer = new ReceiptPrinter(folder);
        for (int round = 1; round <= 2; round++) {
            for (int order = 0; order < ORDERS; order++) {
                String address = order % 5 == 0 ? "" : order + " Mill Lane";
                try {
                    printer.print(round * ORDERS + order, address);
                } catch (IllegalArgumentException refused) {
                    continue; // the customer is asked for the address
                }
            }
            System.out.println(printer.forgotten() + " receipts left open at " + Instant.now());
            TimeUnit.MILLISECONDS.sleep(500);
        }
        printer.deleteAll();
    }
}
