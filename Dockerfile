# jfr2pprof as a side-car or an ephemeral container. Build it in the root of the repository:
#
#     docker build -t jfr2pprof .
#
# The run-time image is a JDK, not a JRE: `--pid` asks the application's JVM through jcmd.
FROM docker.io/library/maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN mvn -B -ntp -DskipTests -pl converter-cli -am package

FROM docker.io/library/eclipse-temurin:25-jdk
COPY --from=build /src/converter-cli/target/jfr2pprof /usr/local/bin/jfr2pprof
COPY --from=build /src/LICENSE /src/converter-cli/src/main/licences/THIRD-PARTY /usr/share/doc/jfr2pprof/
# Attaching to a JVM takes the same user: run with the application's uid where that is another.
USER 1000
WORKDIR /jfr
EXPOSE 8888
ENTRYPOINT ["jfr2pprof"]
CMD ["--help"]
