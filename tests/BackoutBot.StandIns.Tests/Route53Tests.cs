using System.Net;
using System.Xml.Linq;
using Amazon.Route53;
using Amazon.Route53.Model;
using BackoutBot.StandIns.Tests.Wire;

namespace BackoutBot.StandIns.Tests;

public sealed class Route53Tests
{
    private const string Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    private const string Changed =
        $"""<?xml version="1.0"?><ChangeResourceRecordSetsResponse xmlns="{Namespace}"><ChangeInfo><Id>/change/C2682N5HXP0BZ4</Id><Status>PENDING</Status><SubmittedAt>2026-01-02T03:04:05.678Z</SubmittedAt><Comment>bo:a1</Comment></ChangeInfo></ChangeResourceRecordSetsResponse>""";

    [Fact]
    public async Task Given_a_change_batch_when_sent_then_elements_are_in_the_schemas_order_and_namespace()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Xml(Changed));
        using var client = Client(server);

        var response = await client.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest
        {
            HostedZoneId = "Z0SHOPEXAMPLE00001",
            ChangeBatch = new ChangeBatch
            {
                Comment = "bo:a1 <&>",
                Changes =
                [
                    new Change { Action = ChangeAction.DELETE, ResourceRecordSet = Cname("checkout-v240.shop.example.") },
                    new Change { Action = ChangeAction.CREATE, ResourceRecordSet = Cname("checkout-v231.shop.example.") },
                ],
            },
        });

        var request = server.Request;
        Assert.Equal(("POST", "/2013-04-01/hostedzone/Z0SHOPEXAMPLE00001/rrset/"), (request.Method, request.Target));
        Assert.StartsWith("application/xml", request.Headers["Content-Type"], StringComparison.Ordinal);
        AssertXml(
            $"""
            <ChangeResourceRecordSetsRequest xmlns="{Namespace}"><ChangeBatch><Comment>bo:a1 &lt;&amp;&gt;</Comment><Changes>
              <Change><Action>DELETE</Action><ResourceRecordSet><Name>api.shop.example.</Name><Type>CNAME</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>checkout-v240.shop.example.</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>
              <Change><Action>CREATE</Action><ResourceRecordSet><Name>api.shop.example.</Name><Type>CNAME</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>checkout-v231.shop.example.</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>
            </Changes></ChangeBatch></ChangeResourceRecordSetsRequest>
            """,
            request.Body);
        Assert.Equal(WireAnswer.RequestId, response.ResponseMetadata.RequestId);
        Assert.Equal(("/change/C2682N5HXP0BZ4", ChangeStatus.PENDING, "bo:a1"), (response.ChangeInfo.Id, response.ChangeInfo.Status, response.ChangeInfo.Comment));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), response.ChangeInfo.SubmittedAt);
    }

    [Fact]
    public async Task Given_every_routing_member_when_sent_then_each_is_in_its_place()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Xml(Changed));
        using var client = Client(server);

        await client.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest
        {
            HostedZoneId = "/hostedzone/Z0SHOPEXAMPLE00001",
            ChangeBatch = new ChangeBatch
            {
                Changes =
                [
                    new Change
                    {
                        Action = ChangeAction.UPSERT,
                        ResourceRecordSet = new ResourceRecordSet
                        {
                            GeoProximityLocation = new GeoProximityLocation { Bias = -10, Coordinates = new Coordinates { Longitude = "-6.26", Latitude = "53.35" }, LocalZoneGroup = "us-west-2-lax-1", AWSRegion = "eu-west-1" },
                            CidrRoutingConfig = new CidrRoutingConfig { LocationName = "office", CollectionId = "c-1" },
                            TrafficPolicyInstanceId = "tp-1",
                            HealthCheckId = "hc-1",
                            AliasTarget = new AliasTarget { HostedZoneId = "Z32O12XQLNTSW2", DNSName = "shop-prod.elb.amazonaws.com.", EvaluateTargetHealth = true },
                            MultiValueAnswer = false,
                            Failover = ResourceRecordSetFailover.PRIMARY,
                            GeoLocation = new GeoLocation { ContinentCode = "EU", CountryCode = "IE", SubdivisionCode = "L" },
                            Region = "eu-west-1",
                            Weight = 0,
                            SetIdentifier = "blue",
                            Type = RRType.A,
                            Name = "shop.example.",
                        },
                    },
                ],
            },
        });

        Assert.Equal("/2013-04-01/hostedzone/Z0SHOPEXAMPLE00001/rrset/", server.Request.Target);
        AssertXml(
            $"""
            <ChangeResourceRecordSetsRequest xmlns="{Namespace}"><ChangeBatch><Changes><Change><Action>UPSERT</Action><ResourceRecordSet>
              <Name>shop.example.</Name><Type>A</Type><SetIdentifier>blue</SetIdentifier><Weight>0</Weight><Region>eu-west-1</Region>
              <GeoLocation><ContinentCode>EU</ContinentCode><CountryCode>IE</CountryCode><SubdivisionCode>L</SubdivisionCode></GeoLocation>
              <Failover>PRIMARY</Failover><MultiValueAnswer>false</MultiValueAnswer>
              <AliasTarget><HostedZoneId>Z32O12XQLNTSW2</HostedZoneId><DNSName>shop-prod.elb.amazonaws.com.</DNSName><EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget>
              <HealthCheckId>hc-1</HealthCheckId><TrafficPolicyInstanceId>tp-1</TrafficPolicyInstanceId><CidrRoutingConfig><CollectionId>c-1</CollectionId><LocationName>office</LocationName></CidrRoutingConfig>
              <GeoProximityLocation><AWSRegion>eu-west-1</AWSRegion><LocalZoneGroup>us-west-2-lax-1</LocalZoneGroup><Coordinates><Latitude>53.35</Latitude><Longitude>-6.26</Longitude></Coordinates><Bias>-10</Bias></GeoProximityLocation></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>
            """,
            server.Request.Body);
    }

    [Fact]
    public async Task Given_a_start_when_listing_then_it_travels_in_the_query_and_the_page_is_read()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Xml(
            $"""
            <?xml version="1.0"?>
            <ListResourceRecordSetsResponse xmlns="{Namespace}">
              <ResourceRecordSets>
                <ResourceRecordSet><Name>api.shop.example.</Name><Type>CNAME</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>checkout-v240.shop.example.</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>
                <ResourceRecordSet><Name>\052.shop.example.</Name><Type>A</Type><SetIdentifier>blue</SetIdentifier><Weight>0</Weight><Failover>SECONDARY</Failover>
                  <AliasTarget><HostedZoneId>Z32O12XQLNTSW2</HostedZoneId><DNSName>shop-prod.elb.amazonaws.com.</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget><HealthCheckId>hc-1</HealthCheckId></ResourceRecordSet>
                <ResourceRecordSet><Name>t.shop.example.</Name><Type>TXT</Type><SetIdentifier>eu</SetIdentifier><Region>eu-west-1</Region><GeoLocation><CountryCode>*</CountryCode></GeoLocation><MultiValueAnswer>true</MultiValueAnswer><TTL>5</TTL><ResourceRecords/><TrafficPolicyInstanceId>tp-1</TrafficPolicyInstanceId><CidrRoutingConfig><CollectionId>c-1</CollectionId><LocationName>*</LocationName></CidrRoutingConfig>
                  <GeoProximityLocation><Coordinates><Latitude>53.35</Latitude><Longitude>-6.26</Longitude></Coordinates><Bias>5</Bias></GeoProximityLocation></ResourceRecordSet>
              </ResourceRecordSets>
              <IsTruncated>true</IsTruncated><NextRecordName>z.shop.example.</NextRecordName><NextRecordType>AAAA</NextRecordType><NextRecordIdentifier>green</NextRecordIdentifier><MaxItems>3</MaxItems>
            </ListResourceRecordSetsResponse>
            """));
        using var client = Client(server);

        var page = await client.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest
        {
            HostedZoneId = "Z0SHOPEXAMPLE00001",
            StartRecordName = @"\052.shop.example.",
            StartRecordType = RRType.CNAME,
            StartRecordIdentifier = "blue & green/1",
            MaxItems = "3",
        });

        var request = server.Request;
        Assert.Equal("GET", request.Method);
        Assert.StartsWith("/2013-04-01/hostedzone/Z0SHOPEXAMPLE00001/rrset?", request.Target, StringComparison.Ordinal);
        Assert.Equal((@"\052.shop.example.", "CNAME", "blue & green/1", "3"), (request.Query["name"], request.Query["type"], request.Query["identifier"], request.Query["maxitems"]));
        Assert.Contains("identifier=blue%20%26%20green%2F1", request.Target, StringComparison.Ordinal);
        Assert.Empty(request.Body);
        Assert.Equal((true, "z.shop.example.", RRType.AAAA, "green", "3"), (page.IsTruncated, page.NextRecordName, page.NextRecordType, page.NextRecordIdentifier, page.MaxItems));
        Assert.Collection(
            page.ResourceRecordSets,
            cname =>
            {
                Assert.Equal(("api.shop.example.", RRType.CNAME, 60L), (cname.Name, cname.Type, cname.TTL));
                Assert.Equal("checkout-v240.shop.example.", Assert.Single(cname.ResourceRecords).Value);
                Assert.Null(cname.Weight);
                Assert.Null(cname.AliasTarget);
            },
            alias =>
            {
                Assert.Equal((@"\052.shop.example.", RRType.A, "blue", 0L, ResourceRecordSetFailover.SECONDARY, "hc-1"), (alias.Name, alias.Type, alias.SetIdentifier, alias.Weight, alias.Failover, alias.HealthCheckId));
                Assert.Equal(("Z32O12XQLNTSW2", "shop-prod.elb.amazonaws.com.", false), (alias.AliasTarget.HostedZoneId, alias.AliasTarget.DNSName, alias.AliasTarget.EvaluateTargetHealth));
                Assert.Null(alias.TTL);
                Assert.Null(alias.ResourceRecords);
            },
            geo =>
            {
                Assert.Equal((RRType.TXT, "eu-west-1", "*", true), (geo.Type, geo.Region.Value, geo.GeoLocation.CountryCode, geo.MultiValueAnswer));
                Assert.Null(geo.ResourceRecords);
                Assert.Equal(("tp-1", "c-1", "*"), (geo.TrafficPolicyInstanceId, geo.CidrRoutingConfig.CollectionId, geo.CidrRoutingConfig.LocationName));
                Assert.Equal(("53.35", "-6.26", 5), (geo.GeoProximityLocation.Coordinates.Latitude, geo.GeoProximityLocation.Coordinates.Longitude, geo.GeoProximityLocation.Bias));
                Assert.Null(geo.GeoProximityLocation.AWSRegion);
            });
    }

    [Fact]
    public async Task Given_a_hosted_zone_when_asked_for_then_it_is_told_whether_it_is_private()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Xml(
            $"""<?xml version="1.0"?><GetHostedZoneResponse xmlns="{Namespace}"><HostedZone><Id>/hostedzone/Z1</Id><Name>shop.example.</Name><CallerReference>r</CallerReference><Config><Comment>c</Comment><PrivateZone>true</PrivateZone></Config></HostedZone><VPCs><VPC><VPCId>vpc-1</VPCId></VPC></VPCs></GetHostedZoneResponse>"""));
        using var client = Client(server);

        var zone = (await client.GetHostedZoneAsync(new GetHostedZoneRequest { Id = "Z1" })).HostedZone;

        Assert.Equal(("GET", "/2013-04-01/hostedzone/Z1"), (server.Request.Method, server.Request.Target));
        Assert.Equal(("/hostedzone/Z1", true), (zone.Id, zone.Config.PrivateZone));
    }

    [Theory]
    [InlineData("C2682N5HXP0BZ4")]
    [InlineData("/change/C2682N5HXP0BZ4")]
    public async Task Given_a_change_id_as_AWS_returns_it_when_asked_for_then_the_path_names_the_collection_once(string id)
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Xml(
            $"""<?xml version="1.0"?><GetChangeResponse xmlns="{Namespace}"><ChangeInfo><Id>/change/C2682N5HXP0BZ4</Id><Status>INSYNC</Status><SubmittedAt>2026-01-02T03:04:05Z</SubmittedAt></ChangeInfo></GetChangeResponse>"""));
        using var client = Client(server);

        var change = (await client.GetChangeAsync(new GetChangeRequest { Id = id })).ChangeInfo;

        Assert.Equal(("GET", "/2013-04-01/change/C2682N5HXP0BZ4"), (server.Request.Method, server.Request.Target));
        Assert.Equal(ChangeStatus.INSYNC, change.Status);
        Assert.Null(change.Comment);
    }

    [Fact]
    public async Task Given_an_id_with_reserved_characters_when_sent_then_the_path_is_escaped()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.XmlError("NoSuchHostedZone", 404));
        using var client = Client(server);

        await Assert.ThrowsAsync<NoSuchHostedZoneException>(() => client.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest { HostedZoneId = "Z 1?x=/.." }));

        Assert.Equal("/2013-04-01/hostedzone/Z%201%3Fx%3D%2F../rrset", server.Request.Target.TrimEnd('?'));
    }

    [Fact]
    public async Task Given_no_hosted_zone_when_called_then_nothing_is_sent_and_the_missing_member_is_named()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Xml(Changed));
        using var client = Client(server);

        var thrown = await Assert.ThrowsAsync<AmazonRoute53Exception>(() => client.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest()));

        Assert.Contains("HostedZoneId", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Given_a_DNS_question_when_tested_then_the_answer_is_read()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Xml(
            $"""<?xml version="1.0"?><TestDNSAnswerResponse xmlns="{Namespace}"><Nameserver>ns-1.awsdns-00.com</Nameserver><RecordName>api.shop.example</RecordName><RecordType>CNAME</RecordType><RecordData><RecordDataEntry>checkout-v231.shop.example.</RecordDataEntry></RecordData><ResponseCode>NOERROR</ResponseCode><Protocol>UDP</Protocol></TestDNSAnswerResponse>"""));
        using var client = Client(server);

        var answer = await client.TestDNSAnswerAsync(new TestDNSAnswerRequest { HostedZoneId = "Z0SHOPEXAMPLE00001", RecordName = "api.shop.example.", RecordType = RRType.CNAME });

        Assert.StartsWith("/2013-04-01/testdnsanswer?", server.Request.Target, StringComparison.Ordinal);
        Assert.Equal(("Z0SHOPEXAMPLE00001", "api.shop.example.", "CNAME"), (server.Request.Query["hostedzoneid"], server.Request.Query["recordname"], server.Request.Query["recordtype"]));
        Assert.Equal(("ns-1.awsdns-00.com", "api.shop.example", RRType.CNAME, "NOERROR", "UDP"), (answer.Nameserver, answer.RecordName, answer.RecordType, answer.ResponseCode, answer.Protocol));
        Assert.Equal(["checkout-v231.shop.example."], answer.RecordData);
    }

    [Theory]
    [InlineData("InvalidChangeBatch", 400, typeof(InvalidChangeBatchException))]
    [InlineData("PriorRequestNotComplete", 400, typeof(PriorRequestNotCompleteException))]
    [InlineData("NoSuchHostedZone", 404, typeof(NoSuchHostedZoneException))]
    [InlineData("NoSuchChange", 404, typeof(NoSuchChangeException))]
    [InlineData("AccessDenied", 403, typeof(AmazonRoute53Exception))]
    public async Task Given_an_error_when_answered_then_it_is_thrown_as_its_type(string code, int status, Type type)
    {
        await using var server = await WireServer.StartAsync(WireAnswer.XmlError(code, status, "[Tried to delete resource record set, but it was not found]", Namespace));
        using var client = Client(server);

        Func<Task> call = code == "NoSuchChange"
            ? () => client.GetChangeAsync(new GetChangeRequest { Id = "C1" })
            : () => client.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest { HostedZoneId = "Z0SHOPEXAMPLE00001", ChangeBatch = new ChangeBatch { Changes = [] } });
        var thrown = Assert.IsAssignableFrom<AmazonRoute53Exception>(await Record.ExceptionAsync(call));

        Assert.IsType(type, thrown);
        Assert.Equal((code, "[Tried to delete resource record set, but it was not found]", WireAnswer.RequestId, (HttpStatusCode)status), (thrown.ErrorCode, thrown.Message, thrown.RequestId, thrown.StatusCode));
    }

    [Fact]
    public async Task Given_the_signing_region_of_the_global_endpoint_when_configured_then_the_scope_carries_it()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Xml(Changed));
        var config = server.Configure<AmazonRoute53Config>();
        config.AuthenticationRegion = "us-east-1";
        using var client = new AmazonRoute53Client(WireServer.Credentials, config);

        await client.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest { HostedZoneId = "Z0SHOPEXAMPLE00001", ChangeBatch = new ChangeBatch { Changes = [] } });

        Assert.Equal("us-east-1/route53", server.Request.Scope);
    }

    private static AmazonRoute53Client Client(WireServer server) => new(WireServer.Credentials, server.Configure<AmazonRoute53Config>());

    private static ResourceRecordSet Cname(string value) => new() { Name = "api.shop.example.", Type = RRType.CNAME, TTL = 60, ResourceRecords = [new ResourceRecord { Value = value }] };

    private static void AssertXml(string expected, string actual) =>
        Assert.Equal(XElement.Parse(expected).ToString(), XElement.Parse(actual).ToString());
}
