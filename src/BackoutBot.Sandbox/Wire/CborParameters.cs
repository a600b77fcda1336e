using System.Formats.Cbor;
using System.Globalization;

namespace BackoutBot.Sandbox.Wire;

/// <summary>
/// Takes a request's body in CBOR apart, as "Smithy RPC v2 CBOR" has it: lengths may be indefinite, a member that is null or undefined is as
/// good as absent, and one that is unknown is passed over. What comes out is named like the parameters of a query request.
/// </summary>
internal sealed class CborParameters
{
    // Deeper than any input of the API. The reader itself takes any depth, the stack does not.
    private const int Deepest = 16;

    // Some centuries on either side of 1970.
    private const double LastSecond = 1e10;

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParameterKind> kinds = new(StringComparer.Ordinal);
    private readonly CborReader reader;

    private CborParameters(CborReader reader) => this.reader = reader;

    /// <exception cref="AwsException">The body is no structure of this operation.</exception>
    public static QueryParameters Read(byte[] body, AwsOperation operation)
    {
        // An empty body is an empty input.
        var parameters = new CborParameters(new CborReader(body));
        if (body.Length > 0)
        {
            try
            {
                parameters.ReadInput(operation);
            }
            catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
            {
                throw CommonErrors.Unreadable($"The body is no CBOR structure of {operation.Name}: {e.Message}");
            }
        }

        return new QueryParameters(parameters.values, kinds: parameters.kinds);
    }

    private void ReadInput(AwsOperation operation)
    {
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var name = reader.ReadTextString();
            if (operation.Parameters.Contains(name))
            {
                ReadValue(name, isItem: false);
            }
            else if (operation.NotSimulated.Contains(name))
            {
                throw CommonErrors.Invalid($"The sandbox does not simulate {name} of {operation.Name}. It knows: {string.Join(", ", operation.Parameters)}.");
            }
            else
            {
                reader.SkipValue();
            }
        }

        reader.ReadEndMap();
        if (reader.BytesRemaining > 0)
        {
            throw CommonErrors.Unreadable("Something follows the structure in the body.");
        }
    }

    private void ReadValue(string path, bool isItem)
    {
        if (reader.CurrentDepth > Deepest)
        {
            throw CommonErrors.Unreadable($"The body nests more than {Deepest} deep.");
        }

        switch (reader.PeekState())
        {
            case CborReaderState.TextString or CborReaderState.StartIndefiniteLengthTextString:
                Keep(path, ParameterKind.Text, reader.ReadTextString());
                break;
            case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                Keep(path, ParameterKind.Integer, reader.ReadInt64().ToString(CultureInfo.InvariantCulture));
                break;
            case CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat:
                Keep(path, ParameterKind.Fraction, reader.ReadDouble().ToString(CultureInfo.InvariantCulture));
                break;
            case CborReaderState.Boolean:
                Keep(path, ParameterKind.Boolean, reader.ReadBoolean() ? "true" : "false");
                break;
            case CborReaderState.Tag:
                Keep(path, ParameterKind.Time, ReadTime(path));
                break;
            case CborReaderState.StartArray:
                ReadList(path);
                break;
            case CborReaderState.StartMap:
                ReadStructure(path);
                break;
            case CborReaderState.Null or CborReaderState.SimpleValue when !isItem:
                if (reader.ReadSimpleValue() is not (CborSimpleValue.Null or CborSimpleValue.Undefined))
                {
                    throw CommonErrors.Unreadable($"{path} has no value that the protocol knows.");
                }

                break;
            case var state:
                throw CommonErrors.Unreadable($"{path} can't be of CBOR's type {state}.");
        }
    }

    // "Timestamp type serialization": tag 1, seconds, whole or not.
    private string ReadTime(string path)
    {
        if (reader.ReadTag() != CborTag.UnixTimeSeconds)
        {
            throw CommonErrors.Unreadable($"{path} has a tag that is none of a time.");
        }

        var seconds = reader.PeekState() is CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger ? reader.ReadInt64() : reader.ReadDouble();
        if (Math.Abs(seconds) > LastSecond)
        {
            throw CommonErrors.Unreadable($"{path} is no time.");
        }

        return DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000)).ToString("O", CultureInfo.InvariantCulture);
    }

    private void ReadList(string path)
    {
        kinds[path] = ParameterKind.List;
        reader.ReadStartArray();
        for (var i = 1; reader.PeekState() != CborReaderState.EndArray; i++)
        {
            ReadValue($"{path}.member.{i}", isItem: true);
        }

        reader.ReadEndArray();
    }

    private void ReadStructure(string path)
    {
        kinds[path] = ParameterKind.Structure;
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            ReadValue($"{path}.{reader.ReadTextString()}", isItem: false);
        }

        reader.ReadEndMap();
    }

    private void Keep(string path, ParameterKind kind, string value) => (kinds[path], values[path]) = (kind, value);
}
