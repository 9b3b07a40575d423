# The product as one static binary and nothing else. Build it with
#
#	docker build -t goodword .
#
# and run it with its data on a volume, as docs/runbook.md says.

FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -tags nomsgpack -ldflags "-s -w" -o /out/goodword . \
	&& mkdir -p /out/owned/data /out/owned/tmp

FROM scratch
# To reach Stripe and mail servers by TLS.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/goodword /goodword
# A new volume takes over the owner of the directory that it covers.
COPY --from=build --chown=65532:65532 /out/owned /
USER 65532:65532
ENV GOODWORD_ADDR=:8080 GOODWORD_DATA=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=10s CMD ["/goodword", "healthcheck"]
ENTRYPOINT ["/goodword"]
CMD ["serve"]
