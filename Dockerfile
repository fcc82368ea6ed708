# The binary is static and brings its own time zones, so the image needs
# nothing else. To build from mirrored images, or to run on another base:
#   docker build --build-arg GO_IMAGE=… --build-arg RUNTIME_IMAGE=… .
ARG GO_IMAGE=golang:1.26-bookworm
ARG RUNTIME_IMAGE=scratch

FROM ${GO_IMAGE} AS build
ARG VERSION=""
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /out/samrad ./cmd/samrad

FROM ${RUNTIME_IMAGE}
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/samrad /usr/local/bin/samrad
# A base with a browser in /usr/bin prints PDF.
ENV PATH=/usr/local/bin:/usr/bin:/bin SAMRAD_CONFIG=/etc/samrad/samrad.yaml
# A number, so that a cluster can see that it is not root.
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/samrad"]
CMD ["run"]
